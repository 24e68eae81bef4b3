// The page of search. It asks for the index when it is used, and shows what it is given as text.
// Words are read as src/output/search/word.rs reads those of the pages: tests/search/words.txt holds both to it.
'use strict';
(() => {
  const form = document.querySelector('form.search');
  if (!form) return;
  const say = form.dataset;
  const [field, status, list, more, narrow, browse] =
    ['#q', '.found', '.results', '.more', '.narrow', '.browse'].map((name) => document.querySelector(name));
  const STEP = 10;
  const EXCERPT = 260;

  // ------------------------------------------------------------------ words

  const WORD = /(?:c['’‘ʼ](?=h)|[\p{Alphabetic}\p{M}\p{N}])+/giu;

  const JOINT = /^[-\u2010\u2011'’‘ʼ]$/;

  /** A word without case, accents, ligatures and what is no letter. */
  const bare = (word) =>
    word.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
      .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/ß/g, 's').replace(/[^\p{Alphabetic}\p{N}]/gu, '');

  const fold = (word) => bare(word).replace(/([bcdfghj-np-tv-xz])\1+/g, '$1');

  const stem = (folded) => {
    if (!/^[a-z]{4,}$/.test(folded)) return folded;
    let word = folded.replace(/[sx]$/, '').replace(/(?<=..)(?<!e)au$/, 'al').replace(/(?<=..)ail$/, 'al');
    while (word.length > 4 && word.endsWith('e')) word = word.slice(0, -1);
    if (word.length > 5) word = word.replace(/er$/, '');
    return word.length < 5 ? word : word.replace(/qu$/, 'c').replace(/iv$/, 'if').replace(/eus$/, 'eu');
  };

  /** The words of a text: what they are kept under, where they stand, and the joined word that they end. */
  const wordsOf = (text) => {
    let before = { end: -1, letters: 0 };
    return [...text.matchAll(WORD)].map(({ 0: word, index }) => {
      const folded = fold(word);
      const cut = [...folded].slice(0, 40);
      const joined = before.letters > 1 && cut.length > 1 && JOINT.test(text.slice(before.end, index));
      const whole = joined ? stem([...(before.folded + folded)].slice(0, 40).join('')) : undefined;
      before = { folded, whole, term: stem(cut.join('')), letters: cut.length, start: index, end: index + word.length };
      return before;
    });
  };

  /** Every term of a text, as the index has them: for tests. */
  form.terms = (text, common) =>
    wordsOf(text).flatMap((w) => [w.whole ?? [], w.letters > 1 && !common.includes(w.folded) ? w.term : []].flat());

  /** What the words of one family share: réparer, réparation, réparateur. */
  const FAMILY = /(?:at(?:ion|eu|ric|if)|ition|eri|ement|emen|abl|ant|age|ag|eu|if|ier|i)$/;
  const family = (term) => {
    const root = term.replace(FAMILY, '');
    return root.length > 4 ? root : undefined;
  };

  // -------------------------------------------------------------- the index

  const known = new Map();
  const ask = (path) => {
    if (!known.has(path)) {
      const answer = fetch(path, path === 'index.json' ? { cache: 'no-cache' } : {}).then((response) => {
        if (!response.ok) throw new Error(`${response.status} ${path}`);
        return response.json();
      });
      answer.catch(() => known.delete(path));
      known.set(path, answer);
    }
    return known.get(path);
  };

  /** The numbers of pages that stand as the way from one to the next. */
  const decode = (ways) => {
    let page = -1;
    return ways.map((way) => (page += way));
  };

  const entry = async () => {
    const index = await ask('index.json');
    index.sets ??= new Map(index.filters.map((filter) =>
      [filter.id, new Map(filter.values.map((value) => [value.id, new Set(decode(value.pages))]))]));
    return index;
  };

  /** The file that holds a term, of files of which the first terms are these. */
  const fileOf = (first, term) => {
    let [low, high] = [0, first.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (first[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  };

  /** What the files of a folder hold of the terms that begin so; few files are asked for, however short the beginning. */
  const between = async (index, folder, first, start, most) => {
    if (!first.length) return [];
    const [from, to] = [fileOf(first, start), fileOf(first, `${start}\uffff`)];
    const numbers = Array.from({ length: Math.min(to - from + 1, most) }, (_, n) => from + n);
    const files = await Promise.all(numbers.map((n) => ask(`${folder}/${n}.json?${index.version}`)));
    return files.flatMap((file) => Object.entries(file));
  };

  /** The words of the index that begin so, with their pages. */
  const beginning = async (index, start) =>
    (await between(index, 'mots', index.first, start, 4)).filter(([term]) => term.startsWith(start));

  /** The terms that answer a word, with how well they do. */
  const answers = async (index, { term, folded }) => {
    const root = family(term);
    const near = (await beginning(index, root ?? term)).filter(([other]) => other === term || (root && family(other) === root)
      || other === root);
    if (near.length) return near.map(([other, pages]) => [other, pages, other === term ? 1 : 0.4]);
    // A word that nobody wrote is perhaps the beginning of one.
    const whole = folded.length > 2 ? await beginning(index, folded) : [];
    return whole.map(([other, pages]) => [other, pages, 0.5]);
  };

  /** The pages that hold a word, with their weights; the terms that were found are added to `shown`. */
  const pagesOf = (index, terms, shown) => {
    const found = new Map();
    for (const [term, numbers, factor] of terms) {
      shown.add(term);
      const rarity = Math.log(1 + (index.pages - numbers.length + 0.5) / (numbers.length + 0.5));
      const pages = decode(numbers.map((number) => number >> 4));
      pages.forEach((page, n) => {
        const weight = rarity * factor * (numbers[n] & 15);
        found.set(page, Math.max(found.get(page) ?? 0, weight));
      });
    }
    return found;
  };

  // -------------------------------------------------------------- the slips

  /** How many letters are missing, added, replaced or swapped from one word to another; endless when more than `most`. */
  const slips = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    let [older, old] = [[], Array.from({ length: b.length + 1 }, (_, n) => n)];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [older, old] = [old, row];
    }
    return old[b.length] > most ? Infinity : old[b.length];
  };

  /**
   * Of words with the number of their pages, the one that a word was meant to be: one slip away, or two from a long word;
   * with the same first letter if possible, then the nearest as it is written, then in most pages.
   */
  const nearestOf = (words, typed, term) => {
    const most = typed.length < 8 ? 1 : 2;
    let best;
    for (const [form, pages] of words) {
      // Ligatures, endings and doubled letters make no greater difference.
      if (Math.abs(form.length - typed.length) > most + 6) continue;
      const [written, last] = [bare(form), wordsOf(form).at(-1)];
      const other = { form, term: last.whole ?? last.term };
      const whole = slips(typed, written, most);
      const count = Math.min(whole, slips(term, other.term, term.length < 7 ? 1 : most));
      const first = typed[0] === written[0];
      if (count > (first ? most : 1)) continue;
      other.rank = [count, first ? 0 : 1, whole, -pages];
      const n = best?.rank.findIndex((value, at) => value !== other.rank[at]);
      if (!best || other.rank[n] < best.rank[n]) best = other;
    }
    return best;
  };

  /** The word that an unknown one was meant to be: among those of its first letter, then of any, or of its second one. */
  const nearest = async (index, typed, term) => {
    if (typed.length < 4 || !/^\p{Alphabetic}+$/u.test(typed)) return undefined;
    const among = async (start) => nearestOf(await between(index, 'formes', index.near, start, 8), typed, term);
    const best = await among(typed[0]);
    if (best?.rank[0] === 1 && best.rank[1] === 0) return best;
    return (await among(index.near.length > 8 ? typed[1] : '')) ?? best;
  };

  /** Of words that are in no page, those that are perhaps slips, with what was meant; none when that cannot be known. */
  const mend = async (index, text, words) => {
    const one = async (word) => {
      const meant = await nearest(index, bare(text.slice(word.start, word.end)), word.term);
      return meant && { ...word, form: meant.form, terms: await answers(index, { term: meant.term, folded: meant.term }) };
    };
    return (await Promise.all(words.map((word) => one(word).catch(() => undefined)))).filter(Boolean);
  };

  /**
   * The pages that hold most of the words that were found, best first, and how many guessed words each holds.
   * What is sure says which pages these are, and what is guessed which come first; alone, it says both.
   */
  const rank = (each, guessed) => {
    const scores = new Map();
    const add = (sort) => (found) => {
      for (const [page, weight] of found) {
        const score = scores.get(page) ?? [0, 0, 0];
        score[sort] += 1;
        score[2] += weight;
        scores.set(page, score);
      }
    };
    each.forEach(add(0));
    guessed.forEach(add(1));
    const sure = each.some((found) => found.size);
    const decides = sure ? 0 : 1;
    const most = Math.max(0, ...[...scores.values()].map((score) => score[decides]));
    const best = [...scores].filter(([, score]) => score[decides] === most);
    best.sort(([a, x], [b, y]) => y[1] - x[1] || y[2] - x[2] || a - b);
    return { sure, most, pages: best.map(([page]) => page), held: new Map(best.map(([page, score]) => [page, score[1]])) };
  };

  /** The pages that hold every word; when there is none, those that hold some. */
  const look = async (index, text) => {
    const all = wordsOf(text).filter((word) => word.letters > 1);
    const rare = all.filter((word) => !index.common.includes(word.folded));
    const words = (rare.length ? rare : all).slice(0, 12);
    const shown = new Set();
    const known = await Promise.all(words.map((word) => answers(index, word)));
    const each = known.map((terms) => pagesOf(index, terms, shown));
    // Two words that a hyphen joins may be written as one.
    const joined = new Set();
    for (const [n, word] of all.entries()) {
      if (!word.whole) continue;
      const terms = await answers(index, { term: word.whole, folded: word.whole });
      if (terms.length) joined.add(word).add(all[n - 1]);
      const whole = pagesOf(index, terms, shown);
      for (const found of each) for (const [page, weight] of whole) found.set(page, Math.max(found.get(page) ?? 0, weight));
    }
    const unknown = words.filter((word, n) => !known[n].length && !joined.has(word) && !index.common.includes(word.folded));
    const mended = await mend(index, text, unknown);
    const { sure, most, pages, held } = rank(each, mended.map(({ terms }) => pagesOf(index, terms, shown)));
    // Those that hold the most guessed words are the first.
    const helped = sure ? held.get(pages[0]) : 0;
    return { pages, held, shown, sure, mended, sought: rare.length > 0, partial: most > 0 && most < words.length - helped };
  };

  // ---------------------------------------------------------------- the page

  const make = (name, text, more = {}) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, more);
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  /** A text with the words that were found marked. */
  const marked = (parent, text, shown) => {
    let at = 0;
    for (const word of wordsOf(text)) {
      if (!shown.has(word.term) && !shown.has(word.whole)) continue;
      parent.append(text.slice(at, word.start), make('mark', text.slice(word.start, word.end)));
      at = word.end;
    }
    parent.append(text.slice(at));
    return parent;
  };

  /** The part of a text that says most of what was asked. */
  const excerpt = (text, shown) => {
    const count = (line) => new Set(wordsOf(line).map((w) => w.term).filter((term) => shown.has(term))).size;
    let [best, most] = ['', -1];
    for (const line of text.split('\n')) {
      const here = count(line);
      if (here > most) [best, most] = [line, here];
    }
    if (best.length <= EXCERPT) return best;
    const first = wordsOf(best).find((word) => shown.has(word.term))?.start ?? 0;
    const start = first < EXCERPT / 2 ? 0 : best.indexOf(' ', first - EXCERPT / 3) + 1;
    const end = start + EXCERPT < best.length ? best.lastIndexOf(' ', start + EXCERPT) : best.length;
    return `${start ? '… ' : ''}${best.slice(start, end)}${end < best.length ? ' …' : ''}`;
  };

  const result = (page, shown) => {
    const item = make('li');
    const link = make('a', undefined, { href: say.root + page.path });
    if (page.lang) item.lang = link.hreflang = page.lang;
    marked(link, page.title, shown);
    const title = make('h2', undefined, { className: 'card-title' });
    title.append(link);
    item.append(make('p', page.kind, { className: 'meta' }), title);
    item.append(marked(make('p', undefined, { className: 'card-text' }), excerpt(page.text, shown), shown));
    return item;
  };

  const stateOf = (search) => {
    const asked = new URLSearchParams(search);
    const text = (asked.get('q') ?? '').slice(0, field.maxLength);
    asked.delete('q');
    return { text, asked };
  };

  const chosen = () => [...narrow.querySelectorAll('input:checked')];
  const address = () => {
    const search = new URLSearchParams();
    if (field.value.trim()) search.set('q', field.value.trim());
    for (const box of chosen()) search.append(box.name, box.value);
    const text = search.toString();
    return text ? `?${text}` : location.pathname;
  };

  /** The filters of the index, as boxes to tick. */
  const offer = (index) => {
    if (narrow.querySelector('fieldset')) return;
    for (const filter of index.filters) {
      const set = make('fieldset');
      set.append(make('legend', filter.label ?? say.kind));
      for (const value of filter.values) {
        const label = make('label');
        const box = make('input', undefined, { type: 'checkbox', name: filter.id, value: value.id });
        const text = make('span', `${value.label} `);
        text.append(make('span', '', { className: 'n' }));
        label.append(box, text);
        set.append(label);
      }
      narrow.querySelector('.boxes').append(set);
    }
  };

  /** The pages that have one value at least of each filter in use. */
  const narrowed = (index, pages, except) => {
    const uses = new Map();
    for (const box of chosen()) uses.set(box.name, [...(uses.get(box.name) ?? []), index.sets.get(box.name).get(box.value)]);
    uses.delete(except);
    return pages.filter((page) => [...uses.values()].every((sets) => sets.some((set) => set.has(page))));
  };

  const count = (index, pages) => {
    for (const filter of index.filters) {
      const here = narrowed(index, pages, filter.id);
      for (const box of narrow.querySelectorAll('input')) {
        if (box.name !== filter.id) continue;
        const set = index.sets.get(filter.id).get(box.value);
        const left = here.filter((page) => set.has(page)).length;
        box.parentNode.querySelector('.n').textContent = `(${left})`;
        box.parentNode.hidden = left === 0 && !box.checked && box !== document.activeElement;
      }
    }
    for (const set of narrow.querySelectorAll('fieldset')) set.hidden = !set.querySelector('label:not([hidden])');
  };

  const reset = () => {
    list.replaceChildren();
    status.textContent = '';
    list.hidden = more.hidden = narrow.hidden = true;
    browse.hidden = false;
  };

  /** What is said of the pages that are shown: how many, and for which words when some were taken for others. */
  const told = (found, pages, text) => {
    const n = pages.length.toLocaleString(document.documentElement.lang);
    const none = found.pages.length ? say.noneLeft : found.sought ? say.none : say.notSought;
    const count = pages.length === 0 ? none : pages.length === 1 ? say.one : say.many;
    const partial = pages.length && found.partial ? ` ${pages.length === 1 ? say.partialOne : say.partial}` : '';
    const plain = fill(count, { n, q: text }) + partial;
    if (!pages.length || !found.mended?.length) return plain;
    const typed = found.mended.map((word) => text.slice(word.start, word.end)).join(' ');
    const near = found.mended.map((word) => word.form).join(' ');
    const held = pages.map((page) => found.held.get(page));
    if (!found.sure || held.every((words) => words === found.mended.length)) {
      const q = found.mended.reduceRight((all, word) => all.slice(0, word.start) + word.form + all.slice(word.end), text);
      return fill(pages.length === 1 ? say.nearOne : say.nearMany, { n, typed, q }) + partial;
    }
    // What is said of the first pages is true of them alone: the others come after.
    const first = held.filter((words) => words === found.mended.length).length;
    const words = first === 0 ? say.nearInstead : first === 1 ? say.nearFirstOne : say.nearFirst;
    return `${plain} ${fill(words, { typed, near })}`;
  };

  let turn = 0;
  /** Answers what the field and the boxes ask; an answer that comes too late is not shown. */
  const answer = async (asked) => {
    const mine = (turn += 1);
    const text = field.value.trim();
    if (!text && !chosen().length && !asked?.size) return reset();
    try {
      const index = await entry();
      offer(index);
      if (asked) for (const box of narrow.querySelectorAll('input')) box.checked = asked.has(box.name, box.value);
      const everything = () => ({ pages: Array.from({ length: index.pages }, (_, n) => n), shown: new Set(), partial: false });
      const found = text ? await look(index, text) : everything();
      const pages = narrowed(index, found.pages);
      const first = await Promise.all(pages.slice(0, STEP).map((page) => ask(`pages/${page}.json?${index.version}`)));
      if (mine !== turn) return;
      status.textContent = told(found, pages, text);
      list.replaceChildren(...first.map((page) => result(page, found.shown)));
      list.hidden = pages.length === 0;
      browse.hidden = pages.length > 0;
      narrow.hidden = found.pages.length === 0 && !chosen().length;
      count(index, found.pages);
      more.hidden = pages.length <= STEP;
      more.onclick = async () => {
        const from = list.children.length;
        const next = await Promise.all(pages.slice(from, from + STEP).map((page) => ask(`pages/${page}.json?${index.version}`)));
        if (mine !== turn) return;
        list.append(...next.map((page) => result(page, found.shown)));
        more.hidden = list.children.length >= pages.length;
        list.children[from]?.querySelector('a').focus();
      };
    } catch {
      if (mine !== turn) return;
      reset();
      status.textContent = say.failed;
    }
  };

  const follow = () => {
    const { text, asked } = stateOf(location.search);
    field.value = text;
    for (const box of narrow.querySelectorAll('input')) box.checked = asked.has(box.name, box.value);
    narrow.open = asked.size > 0 || matchMedia('(min-width: 66rem)').matches;
    answer(asked);
  };

  const push = () => {
    if (address() !== (location.search || location.pathname)) history.pushState(null, '', address());
  };

  form.hidden = false;
  // Browsers forbid a page of the disk to read another file.
  if (location.protocol === 'file:') {
    status.textContent = say.disk;
    form.addEventListener('submit', (event) => event.preventDefault());
    return;
  }
  let wait;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(wait);
    push();
    answer();
  });
  field.addEventListener('focus', () => entry().catch(() => {}), { once: true });
  field.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      history.replaceState(null, '', address());
      answer();
    }, 300);
  });
  narrow.addEventListener('change', () => {
    push();
    answer();
  });
  addEventListener('popstate', follow);
  follow();
})();
