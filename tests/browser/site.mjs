// A built site on this machine, and a browser to read it: what the checks share.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createRequire } from 'node:module';

// The site must work in a sub-folder. Its own chapters live under guide/ too, on purpose.
export const BASE = '/guide/';

/** The files of the site, as paths from its folder, in order. */
export function filesOf(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** The address of a file on the server. */
export const addressOf = (file) => BASE + file.split('/').map(encodeURIComponent).join('/').replace(/(^|\/)index\.html$/, '$1');

/** Text without its %20; as it stands when it cannot be read. */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The file that answers an address, as a plain web server would find it. */
export function fileAt(site, pathname) {
  let wanted = decoded(pathname);
  if (!wanted.startsWith(BASE)) return undefined;
  wanted = wanted.slice(BASE.length);
  if (wanted === '' || wanted.endsWith('/')) wanted += 'index.html';
  return site.files.has(wanted) ? wanted : undefined;
}

const TYPES = {
  html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8', json: 'application/json', xml: 'application/xml; charset=utf-8',
  svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp',
  avif: 'image/avif', gif: 'image/gif', ico: 'image/x-icon', pdf: 'application/pdf', woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8', csv: 'text/csv; charset=utf-8', webmanifest: 'application/manifest+json',
};

/** Serves the site on this machine alone, with more headers if asked; gives the server and its origin. */
export async function serve(site, headers = {}) {
  const server = http.createServer((request, response) => {
    const file = fileAt(site, new URL(request.url, 'http://localhost').pathname);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[file.split('.').pop().toLowerCase()] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers });
    response.end(fs.readFileSync(path.join(site.folder, file)));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** The check cannot work: a wrong argument, a tool that is missing. */
export class Unable extends Error {}

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
  if (!found) throw new Unable('no Chromium was found: install one, or set CHROMIUM');
  return found;
}

export function findPackages() {
  const require = createRequire(import.meta.url);
  try {
    return {
      chromium: require('playwright-core').chromium,
      axe: fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'),
      jar: path.join(path.dirname(require.resolve('vnu-jar')), 'build', 'dist', 'vnu.jar'),
    };
  } catch {
    throw new Unable('the packages are not installed: run npm ci in tests/browser');
  }
}

export async function launch(chromium) {
  const args = [
    '--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--disable-dev-shm-usage', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb',
    // Whatever a page asks for, nothing leaves this machine.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ];
  return chromium.launch({ executablePath: findChromium(), args });
}
