import { describe, expect, it } from 'vitest';
import { commands } from '../../electron/ipc/commands';
import { belongsToTextField, commandOfKey, type KeyPress, shownShortcut } from './shortcuts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('shortcuts', () => {
  it('find the command of a key, with exactly the keys held that it names', () => {
    expect(commandOfKey(press('z', { ctrlKey: true }), false)).toBe('edit.undo');
    expect(commandOfKey(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('edit.redo');
    expect(commandOfKey(press('y', { ctrlKey: true }), false)).toBe('edit.redo');
    expect(commandOfKey(press('A', { shiftKey: true }), false)).toBe('network.addNode');
    expect(commandOfKey(press('Enter', { ctrlKey: true }), false)).toBe('training.toggle');
    expect(commandOfKey(press('=', { ctrlKey: true }), false)).toBe('view.zoomIn');
    expect(commandOfKey(press('z'), false)).toBeNull();
    expect(commandOfKey(press('z', { ctrlKey: true, altKey: true }), false)).toBeNull();
  });

  it('use the command key on a Mac, and the control key elsewhere', () => {
    expect(commandOfKey(press('s', { metaKey: true }), true)).toBe('file.save');
    expect(commandOfKey(press('s', { ctrlKey: true }), true)).toBeNull();
    expect(commandOfKey(press('s', { metaKey: true }), false)).toBeNull();
  });

  it('are all reachable, and no two the same', () => {
    const keyed = commands.filter((command) => 'accelerator' in command);
    const shown = keyed.map(({ id }) => shownShortcut(id));
    expect(new Set(shown).size).toBe(keyed.length);
    expect(shownShortcut('file.saveAs')).toBe('Ctrl+Shift+S');
    expect(shownShortcut('training.stop')).toBeNull();
  });

  it('leave editing keys to a text field, but not saving', () => {
    expect((['edit.undo', 'edit.delete', 'network.addNode'] as const).map(belongsToTextField)).toEqual([
      true,
      true,
      true,
    ]);
    expect(belongsToTextField('file.save')).toBe(false);
  });
});
