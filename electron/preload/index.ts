import { contextBridge, ipcRenderer } from 'electron';
import type { MainEvents, NeuroloomBridge } from '../ipc/contract';
import { enginePortMessage, engineReadyRequest, fileDroppedChannel, mainEventNames } from '../ipc/names';
import { EventBuffer } from './eventBuffer';
import { pathOfFile } from './filePath';

// The bridge between the page and main: it forwards, and decides nothing. One file without modules of its own at run
// time, because a sandboxed preload script can require nothing but `electron`.

const events = new EventBuffer();
for (const name of mainEventNames) {
  ipcRenderer.on(name, (_event, payload: MainEvents[typeof name]) => events.deliver(name, payload));
}

const bridge: NeuroloomBridge = {
  request: (channel, ...args) => ipcRenderer.invoke(channel, args[0]),
  on: (event, listener) => events.on(event, listener),
  openDropped: (file) => ipcRenderer.invoke(fileDroppedChannel, { path: pathOfFile(file) }),
};

contextBridge.exposeInMainWorld('neuroloom', bridge);

// The engine's port: main sends one when the page has asked, and another after every restart of the engine. Several
// requests before the answer are one.
let portRequested = false;

window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== engineReadyRequest || portRequested) return;
  portRequested = true;
  ipcRenderer.send(engineReadyRequest);
});

ipcRenderer.on(enginePortMessage, ({ ports }) => {
  portRequested = false;
  window.postMessage(enginePortMessage, window.location.origin, [...ports]);
});
