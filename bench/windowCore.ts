/** The app as its window tests launch and drive it, bundled into one file by `window/app.mjs`. */
export { Editor } from '../e2e/editor';
export { launchNeuroloom } from '../e2e/launch';
