import { expect, type Locator, type Page } from '@playwright/test';

/** The canvas and its panels, as a person uses them: by mouse and keyboard. */
export class Editor {
  constructor(readonly window: Page) {}

  /** The pane that nodes lie on. */
  get canvas(): Locator {
    return this.window.locator('.react-flow');
  }

  byId(id: string): Locator {
    return this.window.getByTestId(id);
  }

  /** Leaves the start screen for an empty canvas. */
  async drawFromScratch(): Promise<void> {
    await this.window.getByRole('button', { name: 'Draw from scratch' }).click();
    await expect(this.canvas).toBeVisible();
  }

  /** Drags a kind of node out of the palette onto the canvas, at a part of its width and height; returns the node's id. */
  async dragNode(kind: string, at: { x: number; y: number }): Promise<string> {
    const cards = this.window.locator(`article[data-kind="${kind}"]`);
    const before = await this.idsOf(cards);
    const { canvas } = this;
    const box = (await canvas.boundingBox())!;
    const targetPosition = { x: box.width * at.x, y: box.height * at.y };
    await this.byId(`palette-${kind}`).dragTo(canvas, { targetPosition });
    await expect(cards).toHaveCount(before.length + 1);
    return (await this.idsOf(cards)).find((id) => !before.includes(id))!;
  }

  private idsOf(cards: Locator): Promise<string[]> {
    return cards.evaluateAll((elements) =>
      elements.map((element) => (element as HTMLElement).dataset.testid!.slice('node-'.length)),
    );
  }

  port(nodeId: string, port: string): Locator {
    return this.byId(`port-${nodeId}-${port}`);
  }

  /** Draws a wire with the mouse, from an output to an input. */
  async wire(from: string, to: string, port = 'in'): Promise<void> {
    await this.pull(from, to, port);
    await expect(this.wireBetween(from, to, port)).toBeAttached();
  }

  /** The same movement, whatever comes of it. */
  async pull(from: string, to: string, port = 'in'): Promise<void> {
    const { mouse } = this.window;
    const start = await centerOf(this.port(from, 'out'));
    const end = await centerOf(this.port(to, port));
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await mouse.move(end.x, end.y, { steps: 4 });
    await mouse.up();
  }

  wireBetween(from: string, to: string, port = 'in'): Locator {
    return this.window.locator(`.react-flow__edge[data-id="${from}.out->${to}.${port}"]`);
  }

  async select(nodeId: string): Promise<void> {
    await this.byId(`node-${nodeId}`).locator('header').click();
    await expect(this.byId('node-inspector')).toBeVisible();
  }

  /** Types into a field of the inspector and leaves it. */
  async setField(nodeId: string, key: string, value: string): Promise<void> {
    await this.select(nodeId);
    const field = this.byId(`field-${key}`);
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else {
      await field.fill(value);
      await field.press('Enter');
    }
  }

  /** Opens one of the panels at the left or the bottom by its id: `data`, `outputs`, … */
  async openTab(id: string): Promise<void> {
    await this.byId(`tab-${id}`).click();
  }

  /** Sets a field of the training settings, which the inspector shows when no node is selected. */
  async setTraining(key: string, value: string): Promise<void> {
    const box = (await this.canvas.boundingBox())!;
    await this.canvas.click({ position: { x: box.width / 2, y: box.height - 40 } });
    const settings = this.byId('training-settings');
    await expect(settings).toBeVisible();
    await settings.getByTestId(`field-${key}`).fill(value);
    await settings.getByTestId(`field-${key}`).press('Enter');
  }

  /** The number of the step whose activations a node shows. */
  async frameStep(nodeId: string): Promise<number> {
    return Number(await this.byId(`tiles-${nodeId}`).getAttribute('data-frame-step'));
  }

  /** Step and last loss that the loss chart has drawn. */
  async lossChart(): Promise<{ points: number; lastLoss: number }> {
    const chart = this.byId('loss-chart');
    const points = Number(await chart.getAttribute('data-points'));
    return { points, lastLoss: Number(await chart.getAttribute('data-last-loss')) };
  }

  async press(shortcut: string): Promise<void> {
    await this.window.keyboard.press(shortcut);
  }

  stat(name: string): Locator {
    return this.byId(`stat-${name}`);
  }

  /** The text of a number in the top bar. */
  async statText(name: string): Promise<string> {
    return (await this.stat(name).textContent()) ?? '';
  }

  async expectState(state: string): Promise<void> {
    await expect(this.byId('run-state')).toHaveAttribute('data-state', state, { timeout: 60_000 });
  }

  /** What the tiles of a node show, as the numbers behind them. */
  async tileValues(nodeId: string): Promise<string> {
    return (await this.byId(`tiles-${nodeId}`).getAttribute('data-values')) ?? '';
  }
}

async function centerOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = (await locator.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
