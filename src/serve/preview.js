// The preview in the browser: a page that changed is loaded again where it was being read, style sheets
// are exchanged in place, links to what is not published say so, and what is wrong is shown above the page.
(() => {
  const { print, lang, stopped, hung, later: notMade, styles: first } = document.currentScript.dataset;
  const base = new URL('/__boucle/', location.href);
  const kept = 'boucle-scroll';
  const away = 'boucle-closed';

  /** The text of an answer; nothing when none comes. */
  const ask = async (what, signal) => {
    try {
      const answer = await fetch(new URL(what, base), { signal });
      return answer.ok ? await answer.text() : undefined;
    } catch {
      return undefined;
    }
  };

  // ------------------------------------------------------------------ the page

  // Where it was being read. A page that has become too short is shown at its end; the place is kept for when it is
  // long again, unless the reader goes elsewhere.
  let wanted = JSON.parse(sessionStorage.getItem(kept) ?? 'null');
  sessionStorage.removeItem(kept);
  if (wanted?.path !== location.pathname) wanted = null;
  let put;
  const back = () => {
    if (!wanted) return;
    scrollTo({ left: wanted.x, top: wanted.y, behavior: 'instant' });
    put = scrollY;
  };
  history.scrollRestoration = wanted ? 'manual' : 'auto';
  back();
  addEventListener('load', back, { once: true });

  const free = () => {
    if (!wanted) return;
    wanted = null;
    history.scrollRestoration = 'auto';
  };
  for (const move of ['wheel', 'touchmove', 'pointerdown', 'keydown']) addEventListener(move, free, { passive: true });
  addEventListener('scroll', () => {
    const isEnd = scrollY < wanted?.y && scrollY + innerHeight > document.documentElement.scrollHeight - 2;
    if (Math.abs(scrollY - put) > 2 && !isEnd) free();
  });
  addEventListener('pagehide', () => wanted && sessionStorage.setItem(kept, JSON.stringify(wanted)));

  const reload = () => {
    wanted ??= { path: location.pathname, x: scrollX, y: scrollY };
    history.scrollRestoration = 'manual';
    location.reload();
  };

  let styles = first.split(' ');
  // By new link, those that go when it has come: the one before it, and those that go with that one.
  const formers = new Map();
  const restyle = (now) => {
    const going = new Set([...formers.values()].flat());
    const links = [...document.querySelectorAll('link[rel=stylesheet]')].filter((link) => !going.has(link));
    styles.forEach((old, index) => {
      if (now[index] === old) return;
      for (const link of links.filter((link) => link.href.endsWith('/' + old))) {
        const next = link.cloneNode();
        const former = [...(formers.get(link) ?? []), link];
        formers.delete(link);
        formers.set(next, former);
        next.href = link.href.slice(0, -old.length) + now[index];
        next.addEventListener('load', () => former.splice(0).forEach((one) => one.remove()), { once: true });
        link.after(next);
      }
    });
    styles = now;
  };

  // --------------------------------------------------- what is not published

  const clean = (pathname) => pathname.replace(/\/index\.html$/, '/');
  const own = clean(location.pathname);
  // By address, the word of the links that lead there.
  let unpublished = new Map();
  let marked = '';

  const mark = (element, word) => {
    if (!word || element.querySelector('boucle-mark')) return;
    const label = document.createElement('boucle-mark');
    label.lang = lang;
    label.textContent = word;
    element.append(' ', label);
  };

  const unmark = (label) => {
    if (label.previousSibling?.data === ' ') label.previousSibling.remove();
    label.remove();
  };

  const markLink = (link) => {
    if (link.origin !== location.origin) return;
    const path = clean(link.pathname);
    // The page itself has its bar.
    mark(link, unpublished.get(path + link.hash) ?? (path === own ? undefined : unpublished.get(path)));
  };

  const markAll = () => {
    for (const link of document.links) markLink(link);
    for (const [address, word] of unpublished) {
      const [path, anchor] = address.split('#');
      const part = path === own && anchor && document.getElementById(anchor);
      if (part) mark(part.querySelector('h1, h2, h3, h4, h5, h6') ?? part, word);
    }
  };

  // Lists that a script of the page makes, such as what a search finds.
  const later = new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node instanceof Element) for (const link of [node, ...node.querySelectorAll('a[href]')]) markLink(link);
    }
  });

  const publication = async (now) => {
    if (now === marked) return;
    const lines = now ? await ask('unpublished') : '';
    if (lines === undefined) return;
    unpublished = new Map(lines.split('\n').filter(Boolean).map((line) => line.split('\t')));
    later.disconnect();
    for (const label of document.querySelectorAll('boucle-mark')) unmark(label);
    marked = now;
    markAll();
    if (now) later.observe(document.body, { childList: true, subtree: true });
    back();
  };

  // Where the guide to take away is announced: it is not made here.
  const announced = notMade && document.querySelector('.book > :is(h2, h3)');
  if (announced) {
    const note = document.createElement('boucle-note');
    note.lang = lang;
    // An option is never cut after its hyphens.
    for (const text of notMade.split(/(--\S+)/)) {
      const part = document.createElement(text.startsWith('--') ? 'code' : 'span');
      part.textContent = text;
      note.append(part);
    }
    announced.after(note);
  }

  // ---------------------------------------------------------------- the faults

  const host = document.createElement('boucle-preview');
  const shadow = host.attachShadow({ mode: 'open' });
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = new URL('panel.css', base);
  const place = document.createElement('div');
  const status = document.createElement('div');
  status.setAttribute('role', 'status');
  status.lang = lang;
  shadow.append(style, place, status);
  document.body.append(host);

  let shown = { errors: 0, others: 0, print: '' };

  // Faults that were put away stay so from page to page, until they change.
  let closed = sessionStorage.getItem(away) ?? '';
  const putAway = (faults) => {
    closed = faults;
    sessionStorage.setItem(away, closed);
  };

  const close = () => {
    putAway(shown.print);
    draw();
    shadow.querySelector('.badge')?.focus();
  };

  const open = () => {
    putAway('');
    draw();
    shadow.querySelector('.panel')?.focus();
  };

  // An error opens the panel; remarks and advice wait behind the badge.
  const isOpen = () => (shown.errors > 0 && closed !== shown.print) || (shown.wanted && closed !== shown.print);

  const draw = () => {
    const template = document.createElement('template');
    template.innerHTML = shown.html ?? '';
    const panel = template.content.querySelector('.panel');
    place.replaceChildren();
    if (!panel) return;
    if (isOpen()) {
      panel.querySelector('[data-close]').addEventListener('click', close);
      place.append(panel);
      return;
    }
    const badge = document.createElement('button');
    badge.type = 'button';
    badge.className = shown.errors > 0 ? 'badge error' : 'badge';
    badge.lang = panel.lang;
    badge.textContent = panel.querySelector('h2').textContent;
    badge.addEventListener('click', () => {
      shown.wanted = true;
      open();
    });
    place.append(badge);
  };

  const faults = async (next) => {
    if (next.print === shown.print) return;
    const wasOpen = isOpen() && shadow.querySelector('.panel');
    const wanted = shown.wanted && next.errors + next.others > 0;
    const html = next.errors + next.others > 0 ? await ask('faults') : '';
    if (html === undefined) return;
    if (next.print !== closed) putAway('');
    shown = { ...next, html, wanted };
    draw();
    if (isOpen() && !wasOpen) shadow.querySelector('.panel')?.focus({ preventScroll: true });
  };

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && shadow.querySelector('.panel')) close();
  });

  // -------------------------------------------------------------- the channel

  // A moment without an answer is nothing: the preview may be starting again. Every two seconds it says that it is
  // there; seconds are counted, so that a machine that slept does not count.
  const patience = 1900;
  const pulses = 7;
  let silent;
  let seconds = 0;
  let hangs = false;

  const say = () => {
    const text = silent && performance.now() - silent >= patience ? stopped : hangs ? hung : '';
    if (status.textContent !== text) status.textContent = text;
  };

  const answers = (does) => {
    silent = does ? undefined : (silent ?? performance.now());
    seconds = 0;
    hangs = false;
    say();
  };

  /** What this page has become, and what is wrong now. One question at a time: answers come in order. */
  const page = `state?page=${encodeURIComponent(decodeURI(location.pathname))}`;
  let asking = false;
  let again = false;
  const look = async () => {
    again = true;
    if (asking) return;
    asking = true;
    while (again) {
      again = false;
      const answer = await ask(page);
      answers(answer !== undefined);
      if (answer === undefined) continue;
      const now = JSON.parse(answer);
      if (now.print !== print) return reload();
      restyle(now.styles.split(' '));
      await publication(now.unpublished);
      await faults(now.faults);
    }
    asking = false;
  };

  // The page that listens for the others may be held by a dialog or a debugger: the preview itself is asked.
  const doubt = async () => {
    const answer = await ask(page, AbortSignal.timeout(patience));
    if (seconds < pulses) return;
    hangs = answer === undefined;
    if (hangs) return say();
    answers(true);
    look();
  };

  // Browsers keep six connections to one server: one page listens, and says to the others that they should look.
  const others = navigator.locks && new BroadcastChannel('boucle');
  const hear = ({ data }) => (data === 'here' ? answers(true) : look());
  others?.addEventListener('message', hear);

  const listen = (gone) =>
    new Promise((release) => {
      let channel;
      let later;
      const tell = ({ data }) => {
        others?.postMessage(data);
        hear({ data });
      };
      const connect = () => {
        channel = new EventSource(new URL('events', base));
        channel.addEventListener('message', tell);
        channel.addEventListener('error', () => {
          channel.close();
          later = setTimeout(connect, 1000);
          tell({ data: 'look' });
        });
      };
      const leave = () => {
        channel.close();
        clearTimeout(later);
        release();
      };
      gone.addEventListener('abort', leave, { once: true });
      connect();
    });

  // A page that nobody sees listens to nothing, and looks when it is seen again.
  let seen;
  let clock;
  const join = () => {
    if (seen || document.hidden) return;
    seen = new AbortController();
    clock = setInterval(() => {
      seconds += 1;
      if (seconds % pulses === 0) doubt();
      say();
    }, 1000);
    const { signal } = seen;
    // A page that leaves before its turn has nothing to do.
    if (navigator.locks) navigator.locks.request('boucle', { signal }, () => listen(signal)).catch(() => {});
    else listen(signal);
    look();
  };
  const leave = () => {
    seen?.abort();
    seen = undefined;
    clearInterval(clock);
  };

  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : join()));
  addEventListener('pagehide', leave);
  addEventListener('pageshow', join);
  join();
})();
