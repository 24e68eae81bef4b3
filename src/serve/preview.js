// The preview in the browser: a page that changed is loaded again where it was being read, style sheets
// are exchanged in place, and what is wrong is shown above the page.
(() => {
  const print = document.currentScript.dataset.print;
  const base = new URL('/__boucle/', location.href);
  const kept = 'boucle-scroll';

  // ------------------------------------------------------------------ the page

  const saved = JSON.parse(sessionStorage.getItem(kept) ?? 'null');
  sessionStorage.removeItem(kept);
  if (saved && saved.path === location.pathname) {
    const back = () => scrollTo({ left: saved.x, top: saved.y, behavior: 'instant' });
    back();
    addEventListener('load', back, { once: true });
  }

  const reload = () => {
    sessionStorage.setItem(kept, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
    location.reload();
  };

  const restyle = (styles) => {
    for (const link of document.querySelectorAll('link[rel=stylesheet]')) {
      const old = Object.keys(styles).find((path) => link.href.endsWith('/' + path));
      if (!old) continue;
      const next = link.cloneNode();
      next.href = link.href.slice(0, -old.length) + styles[old];
      next.addEventListener('load', () => link.remove(), { once: true });
      link.after(next);
    }
  };

  // ---------------------------------------------------------------- the faults

  let host;
  let shadow;
  let shown = { errors: 0, others: 0, print: '' };
  let closed = '';

  const build = () => {
    host = document.createElement('boucle-preview');
    shadow = host.attachShadow({ mode: 'open' });
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('panel.css', base);
    shadow.append(style, document.createElement('div'));
    document.body.append(host);
  };

  const close = () => {
    closed = shown.print;
    draw();
    shadow.querySelector('.badge')?.focus();
  };

  const open = () => {
    closed = '';
    draw();
    shadow.querySelector('.panel')?.focus();
  };

  // An error opens the panel; remarks and advice wait behind the badge.
  const isOpen = () => (shown.errors > 0 && closed !== shown.print) || (shown.wanted && closed !== shown.print);

  const draw = () => {
    const place = shadow.lastElementChild;
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
    if (!host) build();
    if (next.print === shown.print) return;
    const wasOpen = isOpen() && shadow.querySelector('.panel');
    const wanted = shown.wanted && next.errors + next.others > 0;
    let html = '';
    if (next.errors + next.others > 0) {
      const answer = await fetch(new URL('faults', base));
      html = await answer.text();
    }
    shown = { ...next, html, wanted };
    draw();
    if (isOpen() && !wasOpen) shadow.querySelector('.panel')?.focus({ preventScroll: true });
  };

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && host && shadow.querySelector('.panel')) close();
  });

  // -------------------------------------------------------------- the channel

  let channel;
  const connect = () => {
    if (channel || document.hidden) return;
    const url = new URL('events', base);
    url.search = `page=${encodeURIComponent(decodeURI(location.pathname))}&print=${print}`;
    channel = new EventSource(url);
    channel.addEventListener('reload', reload);
    channel.addEventListener('styles', (event) => restyle(JSON.parse(event.data)));
    channel.addEventListener('faults', (event) => faults(JSON.parse(event.data)));
  };

  // Browsers keep few connections to one server: a page that nobody sees leaves its own.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      channel?.close();
      channel = undefined;
    } else {
      connect();
    }
  });
  addEventListener('pagehide', () => channel?.close());
  connect();
})();
