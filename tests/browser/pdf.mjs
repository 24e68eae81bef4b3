// What a PDF of the site must be, as two readers and the tools of its format see it.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a command says, and whether it was content. */
function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 29 });
  if (done.error) {
    console.error(`${command} could not be run: ${done.error.message}`);
    process.exit(2);
  }
  return { fine: done.status === 0, out: done.stdout, said: `${done.stdout}${done.stderr}`.trim() };
}

/** The objects of a PDF: `at` follows a reference, `all` lists them. */
function objects(file) {
  const { qpdf } = JSON.parse(run('qpdf', ['--json', '--json-key=qpdf', '--json-stream-data=none', file]).out);
  const found = new Map(
    Object.entries(qpdf[1]).map(([name, object]) => [
      name.replace('obj:', ''),
      object.value ?? object.stream?.dict,
    ]),
  );
  const at = (value) => (typeof value === 'string' && / R$/.test(value) ? found.get(value) : value);
  return { at, all: [...found.values()].filter((value) => value && typeof value === 'object'), trailer: found.get('trailer') };
}

/** A string of a PDF as text. */
const text = (value) => (typeof value === 'string' ? value.replace(/^[ub]:/, '') : '');

/** The names to which links may lead, from a tree of names. */
function names(at, node, found = new Map()) {
  const tree = at(node);
  if (!tree) return found;
  const pairs = at(tree['/Names']) ?? [];
  for (let i = 0; i + 1 < pairs.length; i += 2) found.set(text(pairs[i]), at(pairs[i + 1]));
  for (const kid of at(tree['/Kids']) ?? []) names(at, kid, found);
  return found;
}

/** Every link inside the document leads to one of its pages. */
function deadLinks({ at, all }, catalog) {
  const pages = new Set(all.filter((object) => object['/Type'] === '/Page'));
  const named = names(at, at(catalog['/Names'])?.['/Dests']);
  const leads = (target) => {
    let where = at(target);
    if (typeof where === 'string') where = named.get(text(where));
    if (where && !Array.isArray(where)) where = at(where['/D']);
    return Array.isArray(where) && pages.has(at(where[0]));
  };
  const links = all.filter((object) => object['/Subtype'] === '/Link');
  const targets = links.map((link) => {
    const action = at(link['/A']);
    return action ? (action['/S'] === '/GoTo' ? action['/D'] : undefined) : (link['/Dest'] ?? null);
  });
  const inside = targets.filter((target) => target !== undefined);
  return { inside: inside.length, dead: inside.filter((target) => !leads(target)).length };
}

/** What is wrong in what the document says of itself, its tags and its links. */
function inside(file, isBook, lang) {
  const document = objects(file);
  const { at, all, trailer } = document;
  const catalog = at(trailer['/Root']);
  const faults = [];
  const need = (fine, what) => fine || faults.push(what);
  need(text(catalog['/Lang']).startsWith(lang), `its language is not ${lang}`);
  need(at(catalog['/MarkInfo'])?.['/Marked'] === true, 'it is not marked as tagged');
  need(at(catalog['/ViewerPreferences'])?.['/DisplayDocTitle'] === true, 'its title is not shown in the window');
  const figures = all.filter((object) => ['/Figure', '/Formula'].includes(object['/S']));
  const mute = figures.filter((figure) => text(figure['/Alt']).trim() === '');
  need(mute.length === 0, `${mute.length} picture(s) without an alternative`);
  need(all.some((object) => object['/S'] === '/H1'), 'it has no title of the first level');
  need(at(catalog['/Outlines'])?.['/Count'] !== undefined, 'it has no bookmarks');
  const links = deadLinks(document, catalog);
  need(links.dead === 0, `${links.dead} link(s) inside it lead nowhere`);
  if (isBook) need(links.inside > 50, `only ${links.inside} link(s) lead from page to page`);
  return faults;
}

/** Every page drawn by two readers, without a word of complaint. */
function drawn(file, pages) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-'));
  try {
    const faults = [];
    for (const [reader, args] of [
      ['pdftoppm', ['-r', '24', '-png', file, path.join(folder, 'poppler')]],
      ['mutool', ['draw', '-q', '-r', '24', '-o', path.join(folder, 'mupdf-%d.png'), file]],
    ]) {
      const { fine, said } = run(reader, args);
      // What some builds of MuPDF say of themselves is no fault of the file.
      const [first] = said.split('\n').filter((line) => line && !line.includes('ICC support is not available'));
      if (!fine || first) faults.push(`${reader} says: ${first}`);
    }
    for (const reader of ['poppler', 'mupdf']) {
      const count = fs.readdirSync(folder).filter((name) => name.startsWith(reader)).length;
      if (count !== pages) faults.push(`${reader} draws ${count} page(s) of ${pages}`);
    }
    return faults;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** What is wrong with a PDF, one line for each fault. `isBook`: it is the whole guide. */
export function faultsOfPdf(file, isBook, lang = 'fr') {
  const faults = [];
  const checked = run('qpdf', ['--check', file]);
  if (!checked.fine || /WARNING/.test(checked.said)) faults.push(`qpdf says: ${checked.said}`);
  const info = run('pdfinfo', [file]).out;
  const said = (key) => info.match(new RegExp(`^${key}:\\s*(.*)$`, 'm'))?.[1] ?? '';
  if (said('Tagged') !== 'yes') faults.push('pdfinfo does not find it tagged');
  if (said('Title') === '') faults.push('it has no title');
  const fonts = run('pdffonts', [file]).out.trim().split('\n').slice(2);
  if (fonts.length === 0) faults.push('it has no font');
  for (const line of fonts) {
    // The columns from the end: object, uni, sub, emb.
    if (line.trim().split(/\s+/).at(-5) !== 'yes') faults.push(`a font is not in the file: ${line}`);
  }
  faults.push(...inside(file, isBook, lang), ...drawn(file, Number(said('Pages'))));
  return faults;
}
