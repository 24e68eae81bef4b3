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

  // At the foot of the screen everywhere; beside its word where the browser knows how, on a wide screen.
  function placeDefinitions() {
    if (!window.CSS || !CSS.supports('position-area: bottom') || !('adoptedStyleSheets' in document)) return;
    var sheet = new CSSStyleSheet();
    sheet.replaceSync('@media screen and (min-width: 40rem) { .definition { inset: auto; margin: .4rem 0; ' +
      'position-area: bottom span-right; position-try-fallbacks: flip-block, flip-inline, flip-block flip-inline } }');
    document.adoptedStyleSheets = document.adoptedStyleSheets.concat(sheet);
  }

  show(kept);
  placeDefinitions();
  document.addEventListener('DOMContentLoaded', function () {
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
