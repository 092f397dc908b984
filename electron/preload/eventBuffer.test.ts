import { describe, expect, it } from 'vitest';
import { EventBuffer } from './eventBuffer';

describe("main's events on their way to the page", () => {
  it('wait for the first listener, in order', () => {
    const buffer = new EventBuffer();
    buffer.deliver('project:offered', { token: '1', fileName: 'a.nloom' });
    buffer.deliver('project:offered', { token: '2', fileName: 'b.nloom' });
    buffer.deliver('window:closeRequested', null);
    const heard: string[] = [];
    const stop = buffer.on('project:offered', ({ token }) => heard.push(token));
    expect(heard).toEqual(['1', '2']);
    buffer.deliver('project:offered', { token: '3', fileName: 'c.nloom' });
    stop();
    buffer.deliver('project:offered', { token: '4', fileName: 'd.nloom' });
    expect(heard).toEqual(['1', '2', '3']);
  });

  it('wait again while nobody listens any more', () => {
    const buffer = new EventBuffer();
    buffer.on('menu:command', () => {})();
    buffer.deliver('menu:command', { id: 'file.save' });
    const heard: string[] = [];
    buffer.on('menu:command', ({ id }) => heard.push(id));
    expect(heard).toEqual(['file.save']);
  });
});
