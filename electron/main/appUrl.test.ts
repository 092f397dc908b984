import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetPath, isAppUrl, mimeType } from './appUrl';
import { contentPolicy, developmentPolicy } from './contentPolicy';

const root = '/opt/neuroloom/out/renderer';

describe('files served to the window', () => {
  it('are those below the folder', () => {
    expect(assetPath(root, 'neuroloom://app/')).toBe(`${root}/index.html`);
    expect(assetPath(root, 'neuroloom://app/assets/a%20b.js?v=1#x')).toBe(`${root}/assets/a b.js`);
  });

  it.each([
    'neuroloom://app/%2e%2e%2fmain/index.js',
    'neuroloom://app/..%2f..%2f..%2fetc/passwd',
    'neuroloom://app/assets/..%2f..%2fmain/index.js',
    'neuroloom://app/%5c..%5c..%5cmain',
    'neuroloom://app/%00',
    'neuroloom://app/%ff',
    'neuroloom://other/index.html',
    'neuroloom:index.html',
    'file:///etc/passwd',
    'https://app/index.html',
    'nonsense',
  ])('refuses %s', (url) => {
    expect(assetPath(root, url)).toBeNull();
  });

  it('never lie outside, whatever the address', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '/',
      '\\',
      '%5c',
      'a',
      '//',
      '%252e',
      'renderer2',
      ';',
      '?',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const path = assetPath(root, `neuroloom://app/${pieces.join('')}`);
        expect(path === null || path.startsWith(`${root}/`)).toBe(true);
        expect(path ?? '').not.toMatch(/\/\.\.(\/|$)/);
      }),
    );
  });

  it('have the types browsers insist on', () => {
    expect(mimeType('/a/index.HTML')).toBe('text/html; charset=utf-8');
    expect(mimeType('/a/index-1.js')).toBe('text/javascript; charset=utf-8');
    expect(mimeType('/a/kernels.wasm')).toBe('application/wasm');
    expect(mimeType('/a/inter.woff2')).toBe('font/woff2');
    expect(mimeType('/a/LICENSE')).toBe('application/octet-stream');
  });
});

describe('the page that may ask main', () => {
  it('is the one we serve', () => {
    expect(isAppUrl('neuroloom://app/index.html', null)).toBe(true);
    for (const url of [
      'neuroloom://evil/',
      'https://app/',
      'file:///index.html',
      'about:blank',
      '',
      'http://localhost:5173/',
    ]) {
      expect(isAppUrl(url, null)).toBe(false);
    }
  });

  it('is that of the development server, while there is one', () => {
    const server = 'http://localhost:5173/';
    expect(isAppUrl('http://localhost:5173/index.html', server)).toBe(true);
    expect(isAppUrl('http://localhost:5174/', server)).toBe(false);
    expect(isAppUrl('http://localhost.evil.com:5173/', server)).toBe(false);
  });
});

describe('the content policy', () => {
  it('lets no string become code', () => {
    expect(contentPolicy).not.toContain('unsafe-eval');
    expect(contentPolicy).toContain("script-src 'self';");
    expect(contentPolicy).toContain("default-src 'none'");
    expect(developmentPolicy('http://localhost:5173/')).not.toContain('unsafe-eval');
    expect(developmentPolicy('http://localhost:5173/')).toContain('ws://localhost:5173');
  });
});
