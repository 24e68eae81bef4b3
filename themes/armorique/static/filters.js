// The filters of a list, combined in the page; without this script they are links to ordinary pages.
'use strict';
(() => {
  const nav = document.querySelector('nav.facets[data-many]');
  const list = document.querySelector('.text > .cards');
  const count = document.querySelector('.text > .count');
  if (!nav || !list || !count) return;
  const say = nav.dataset;
  const cards = [...list.children];
  const make = (name, text, more = {}) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, more);

  // The links become boxes to tick, at the same place and of the same size.
  const form = make('form', undefined, { className: 'facets', id: nav.id });
  const title = nav.querySelector('h2');
  title.id = `${nav.id}-titre`;
  form.setAttribute('aria-labelledby', title.id);
  const boxes = [];
  form.append(title);
  for (const values of nav.querySelectorAll('ul[data-filter]')) {
    const set = make('fieldset');
    set.append(make('legend', values.previousElementSibling.textContent));
    const items = make('ul');
    for (const item of values.children) {
      const box = make('input', undefined, { type: 'checkbox', name: values.dataset.filter, value: item.dataset.value });
      const label = make('label');
      const text = make('span');
      text.append(...item.querySelector('a').childNodes);
      label.append(box, text);
      const line = make('li');
      line.append(label);
      items.append(line);
      boxes.push({ box, cards: new Set(item.dataset.places.split(' ').map(Number)), n: text.querySelector('.n') });
    }
    set.append(items);
    form.append(set);
  }
  const all = make('button', say.all, { type: 'button', className: 'all', hidden: true });
  form.append(all);
  nav.replaceWith(form);
  count.setAttribute('role', 'status');

  /** Has a card one value at least of each filter in use, one of them apart? */
  const stays = (card, apart) => {
    const uses = new Map();
    for (const one of boxes) {
      if (one.box.checked && one.box.name !== apart) {
        uses.set(one.box.name, uses.get(one.box.name) || one.cards.has(card));
      }
    }
    return [...uses.values()].every(Boolean);
  };

  const show = () => {
    const shown = cards.map((_, n) => stays(n));
    cards.forEach((card, n) => { card.hidden = !shown[n]; });
    const left = shown.filter(Boolean).length;
    const used = boxes.some((one) => one.box.checked);
    const words = left === 0 ? say.none : used ? (left === 1 ? say.one : say.many) : undefined;
    count.textContent = words?.replace('{n}', left).replace('{total}', cards.length) ?? whole;
    all.hidden = !used;
    for (const one of boxes) one.n.textContent = `(${[...one.cards].filter((n) => stays(n, one.box.name)).length})`;
  };

  const whole = count.textContent;
  const follow = () => {
    const asked = new URLSearchParams(location.search);
    for (const { box } of boxes) box.checked = asked.getAll(box.name).includes(box.value);
    show();
  };
  const push = () => {
    const search = new URLSearchParams(boxes.filter((one) => one.box.checked).map(({ box }) => [box.name, box.value])).toString();
    history.pushState(null, '', search ? `?${search}` : location.pathname);
    show();
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', push);
  all.addEventListener('click', () => {
    for (const { box } of boxes) box.checked = false;
    push();
    boxes[0].box.focus();
  });
  addEventListener('popstate', follow);
  follow();
})();
