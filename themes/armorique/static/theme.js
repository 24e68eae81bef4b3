// Comfort, and nothing that reading needs: the look that the reader chooses, and definitions beside their words.
// Nothing is kept before that choice, nor after « automatic ».
(function () {
  'use strict';
  var root = document.documentElement;
  var key = 'boucle-look';
  var kept = 'auto';
  try {
    kept = localStorage.getItem(key) || kept;
  } catch (error) { /* storage is refused: the choice lasts as long as the page */ }

  function show(look) {
    if (look === 'light' || look === 'dark') root.setAttribute('data-look', look);
    else root.removeAttribute('data-look');
  }

  function keep(look) {
    try {
      if (look === 'auto') localStorage.removeItem(key);
      else localStorage.setItem(key, look);
    } catch (error) { /* as above */ }
  }

  // What the newest browsers alone can do: a definition beside its word, on a wide screen (elsewhere it is at the
  // foot of the screen), and the part that is being read, told in the list of the parts where it stays in sight.
  function refine() {
    if (!window.CSS || !('adoptedStyleSheets' in document)) return;
    var rules = [];
    if (CSS.supports('position-area: bottom')) {
      rules.push('@media screen and (min-width: 40rem) { .definition { inset: auto; margin: .4rem 0; ' +
        'position-area: bottom span-right; position-try-fallbacks: flip-block, flip-inline, flip-block flip-inline } }');
    }
    if (CSS.supports('scroll-target-group: auto')) {
      rules.push('@media screen and (min-width: 66rem) { .rail .toc ul { scroll-target-group: auto } ' +
        '.rail .toc a:target-current { color: var(--ink); font-weight: 700; text-decoration-thickness: 3px } }');
    }
    if (!rules.length) return;
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(rules.join(' '));
    document.adoptedStyleSheets = document.adoptedStyleSheets.concat(sheet);
  }

  // A button is one block, which leaves a hole in a line when it holds several words: where the browser can open
  // a definition from another element, these words flow with the text.
  function flow(button) {
    var definition = document.getElementById(button.getAttribute('popovertarget'));
    var known = false;
    if (!definition || !definition.togglePopover || !/\s/.test(button.textContent)) return;
    try {
      definition.togglePopover({ force: false, get source() { known = true; return button; } });
    } catch (error) { /* an older form of the function */ }
    if (!known) return;
    var word = document.createElement('span');
    word.className = button.className;
    word.tabIndex = 0;
    word.setAttribute('role', 'button');
    word.setAttribute('aria-expanded', 'false');
    word.append.apply(word, Array.from(button.childNodes));
    // A press closes an open definition by itself, before its click comes.
    var open = false;
    function toggle(event) {
      if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      definition.togglePopover({ source: word, force: event.type === 'click' && open ? false : undefined });
    }
    definition.addEventListener('toggle', function (event) {
      word.setAttribute('aria-expanded', String(event.newState === 'open'));
    });
    word.addEventListener('pointerdown', function () { open = definition.matches(':popover-open'); });
    word.addEventListener('click', toggle);
    word.addEventListener('keydown', toggle);
    button.replaceWith(word);
  }

  show(kept);
  refine();
  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('button.term').forEach(flow);
    var place = document.getElementById('apparence');
    if (!place) return;
    var label = document.createElement('label');
    var select = document.createElement('select');
    ['auto', 'light', 'dark'].forEach(function (look) {
      select.add(new Option(place.getAttribute('data-' + look), look, false, look === kept));
    });
    select.addEventListener('change', function () {
      show(select.value);
      keep(select.value);
    });
    label.append(place.getAttribute('data-label') + ' ', select);
    place.append(label);
  });
})();
