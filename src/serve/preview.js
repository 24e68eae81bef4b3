// The preview in the browser: a page that changed is loaded again where it was being read, style sheets
// are exchanged in place, and what is wrong is shown above the page.
(() => {
  const { print, lang, stopped, styles: first } = document.currentScript.dataset;
  const base = new URL('/__boucle/', location.href);
  const kept = 'boucle-scroll';
  const away = 'boucle-closed';

  /** The text of an answer; nothing when none comes. */
  const ask = async (what) => {
    try {
      const answer = await fetch(new URL(what, base));
      return answer.ok ? await answer.text() : undefined;
    } catch {
      return undefined;
    }
  };

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

  let styles = first.split(' ');
  const restyle = (now) => {
    const links = [...document.querySelectorAll('link[rel=stylesheet]')];
    styles.forEach((old, index) => {
      if (now[index] === old) return;
      for (const link of links.filter((link) => link.href.endsWith('/' + old))) {
        const next = link.cloneNode();
        next.href = link.href.slice(0, -old.length) + now[index];
        next.addEventListener('load', () => link.remove(), { once: true });
        link.after(next);
      }
    });
    styles = now;
  };

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

  // A moment without an answer is nothing: the preview may be starting again.
  const patience = 1900;
  let silent;

  const answers = (does) => {
    silent = does ? undefined : (silent ?? performance.now());
    const text = !does && performance.now() - silent >= patience ? stopped : '';
    if (status.textContent !== text) status.textContent = text;
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
      await faults(now.faults);
    }
    asking = false;
  };

  // Browsers keep six connections to one server: one page listens, and says to the others that they should look.
  const others = navigator.locks && new BroadcastChannel('boucle');
  others?.addEventListener('message', look);

  const listen = (gone) =>
    new Promise((release) => {
      let channel;
      let later;
      const tell = () => {
        others?.postMessage('look');
        look();
      };
      const connect = () => {
        channel = new EventSource(new URL('events', base));
        channel.addEventListener('message', tell);
        channel.addEventListener('error', () => {
          channel.close();
          later = setTimeout(connect, 1000);
          tell();
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
  const join = () => {
    if (seen || document.hidden) return;
    seen = new AbortController();
    const { signal } = seen;
    // A page that leaves before its turn has nothing to do.
    if (navigator.locks) navigator.locks.request('boucle', { signal }, () => listen(signal)).catch(() => {});
    else listen(signal);
    look();
  };
  const leave = () => {
    seen?.abort();
    seen = undefined;
  };

  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : join()));
  addEventListener('pagehide', leave);
  addEventListener('pageshow', join);
  join();
})();
