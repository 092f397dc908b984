import './zodSetup';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import '@xyflow/react/dist/base.css';
import './app/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { NeuroloomBridge } from '../electron/ipc/contract';
import { App } from './app/App';
import { AppStore } from './app/appStore';

declare global {
  interface Window {
    /** Put there by the preload script. */
    neuroloom: NeuroloomBridge;
  }
}

const app = new AppStore(window.neuroloom);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App app={app} />
  </StrictMode>,
);
