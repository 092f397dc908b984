// What runs in the page: how the window's frames follow each other, how soon a key is answered, how fast training goes.

/**
 * @typedef {object} Recorder
 * @property {number[]} frames when each frame of the window began, in ms
 * @property {number[]} answers from a key to the frame that follows it, in ms
 * @property {boolean} pictures whether the engine is told that its pictures of the neurons were drawn: else it sends no more
 * @property {{ step: number, at: number }[]} progress updates made, and when they were said to be
 */

/** Passed to the page as it stands, so it uses nothing from outside itself. */
export function recordFrames() {
  /** @type {Recorder} */
  const recorder = { frames: [], answers: [], pictures: true, progress: [] };
  Object.assign(window, { recorder });
  const tick = () => {
    recorder.frames.push(performance.now());
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'keydown') recorder.answers.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });

  const { postMessage } = MessagePort.prototype;
  /** @type {WeakSet<MessagePort>} */
  const heard = new WeakSet();
  /** @type {(() => void)[]} */
  let held = [];
  /** @this {MessagePort} @param {any} message @param {any} [transfer] */
  MessagePort.prototype.postMessage = function (message, transfer) {
    if (message?.type === 'frameShown' && !heard.has(this)) {
      heard.add(this);
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'progress') recorder.progress.push({ step: data.step, at: performance.now() });
      });
    }
    const send = () => postMessage.call(this, message, transfer);
    if (message?.type !== 'frameShown' || recorder.pictures) send();
    else held.push(send);
  };
  Object.defineProperty(recorder, 'showPictures', {
    value(/** @type {boolean} */ shown) {
      recorder.pictures = shown;
      if (shown) for (const send of held.splice(0)) send();
      held = [];
    },
  });
}
