/** GraphiQL as one page that loads nothing from elsewhere, with the example operations as its tabs. */

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { type Answer, textAnswer } from '../http/http.ts';
import { type ExampleOperation, readExampleOperations } from './example-operations.ts';

const compress = promisify(gzip);

/** The browser is told to refuse anything from elsewhere too; the page is inline, its editor's workers are blobs. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

interface Page {
  readonly html: Buffer;
  readonly gzipped: Buffer;
  readonly etag: string;
}

export function graphiqlHtml(examples: readonly ExampleOperation[]): string {
  const tabs = examples.map(({ query, variables }) => ({ query, variables }));
  const page = renderGraphiQL({
    title: 'Tandem',
    endpoint: '/graphql',
    defaultTabs: tabs,
    shouldPersistHeaders: false,
  });
  return page.replace(
    '<div id="root"></div>',
    () => `<div id="root"></div>\n${TABS_STAY}\n${firstVisitScript(examples)}`,
  );
}

/** A tab keeps a stale offset from its first animation and jumps away from the pointer that presses it: seen in Chromium 156. */
const TABS_STAY = '<style>.graphiql-tab { transform: none !important; }</style>';

/**
 * GraphiQL takes what the open tab shows from its storage, not from its tabs: without this the first visit has no
 * variables and the second one an empty tab more.
 */
function firstVisitScript([first]: readonly ExampleOperation[]): string {
  const shown = JSON.stringify({ query: first?.query, variables: first?.variables }).replaceAll('<', '\\u003c');
  return `<script>
    if (!localStorage.getItem('graphiql:tabState') && !new URL(location.href).searchParams.has('query')) {
      for (const [name, text] of Object.entries(${shown})) localStorage.setItem('graphiql:' + name, text);
    }
  </script>`;
}

/** Renders and compresses on the first visit, not at start: 9 MB that most processes never show. */
export function createGraphiql(): (acceptEncoding: string, ifNoneMatch: string | undefined) => Promise<Answer> {
  let page: Promise<Page> | undefined;
  return async (acceptEncoding, ifNoneMatch) => {
    page ??= renderPage();
    const { html, gzipped, etag } = await page;
    const headers = {
      'cache-control': 'no-cache',
      'content-security-policy': CONTENT_POLICY,
      etag,
      vary: 'accept-encoding',
    };
    if (ifNoneMatch === etag) return textAnswer(304, '', headers);
    const isGzip = /\bgzip\b/.test(acceptEncoding);
    return {
      status: 200,
      headers: {
        ...headers,
        'content-type': 'text/html; charset=utf-8',
        ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
      },
      body: isGzip ? gzipped : html,
    };
  };
}

async function renderPage(): Promise<Page> {
  const html = Buffer.from(graphiqlHtml(readExampleOperations()));
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  return { html, gzipped: await compress(html), etag };
}
