import { createContext, useContext } from 'react';
import type { NeuroloomBridge } from '../../electron/ipc/contract';
import { DataStore } from '../data/dataStore';
import { DocumentStore } from '../document/documentStore';
import { EngineClient } from '../engine/engineClient';
import { type PortSource, windowPortSource } from '../engine/portSource';
import { TrainingStore } from '../training/trainingStore';
import { Files } from './files';
import { keepSelectionTrue } from './selection';
import { ToastStore } from './toastStore';
import { UiStore } from './uiStore';

/** All stores of a window. Made with its way to main and to the engine, so that tests need no Electron. */
export class AppStore {
  readonly document = new DocumentStore();
  readonly ui = new UiStore();
  readonly toasts = new ToastStore();
  readonly engine: EngineClient;
  readonly data: DataStore;
  readonly training: TrainingStore;
  readonly files: Files;

  constructor(
    readonly bridge: NeuroloomBridge,
    ports: PortSource = windowPortSource(bridge),
  ) {
    this.engine = new EngineClient(ports);
    this.data = new DataStore(bridge, this.engine, this.document);
    this.training = new TrainingStore(this.document, this.data, this.engine, bridge);
    this.files = new Files(this);
    keepSelectionTrue(this.ui, this.document);
  }
}

export const AppContext = createContext<AppStore | null>(null);

/** The stores of this window. */
export function useApp(): AppStore {
  const app = useContext(AppContext);
  if (!app) throw new Error('internal: useApp outside of AppContext');
  return app;
}
