import type { ElectronApplication } from '@playwright/test';

/** What main asked the user for, in the words it used. */
export interface ShownDialog {
  kind: 'open' | 'save' | 'message';
  title?: string;
  message?: string;
  detail?: string;
  buttons?: string[];
}

interface Answers {
  open: string[] | null;
  save: string | null;
  message: number | null;
  shown: ShownDialog[];
}

/**
 * Native dialogs can't be clicked from a test, so main's dialog functions give the answers set here. Until one is
 * set, a dialog is cancelled.
 */
export class Dialogs {
  constructor(private readonly app: ElectronApplication) {}

  async install(): Promise<void> {
    await this.app.evaluate(({ dialog }) => {
      const answers: Answers = { open: null, save: null, message: null, shown: [] };
      (globalThis as unknown as { dialogAnswers: Answers }).dialogAnswers = answers;
      // The parent window comes first, or is left out.
      const optionsOf = (args: unknown[]) => args.at(-1) as Omit<ShownDialog, 'kind'> & { cancelId?: number };
      const note = (kind: ShownDialog['kind'], args: unknown[]) => {
        const { title, message, detail, buttons } = optionsOf(args);
        answers.shown.push({ kind, title, message, detail, buttons });
      };
      const open = (...args: unknown[]) => {
        note('open', args);
        return answers.open ?? undefined;
      };
      const save = (...args: unknown[]) => {
        note('save', args);
        return answers.save ?? undefined;
      };
      const message = (...args: unknown[]) => {
        note('message', args);
        return answers.message ?? optionsOf(args).cancelId ?? 0;
      };
      Object.assign(dialog, {
        showOpenDialogSync: open,
        showOpenDialog: async (...args: unknown[]) => {
          const filePaths = open(...args);
          return { canceled: filePaths === undefined, filePaths: filePaths ?? [] };
        },
        showSaveDialogSync: save,
        showSaveDialog: async (...args: unknown[]) => {
          const filePath = save(...args);
          return { canceled: filePath === undefined, filePath: filePath ?? '' };
        },
        showMessageBoxSync: message,
        showMessageBox: async (...args: unknown[]) => ({
          response: message(...args),
          checkboxChecked: false,
        }),
        showErrorBox: (title: string, content: string) => note('message', [{ title, message: content }]),
      });
    });
  }

  /** The file that open dialogs give from now on; null cancels them. */
  async answerOpenDialog(path: string | null): Promise<void> {
    await this.set({ open: path === null ? null : [path] });
  }

  /** The file that save dialogs give from now on; null cancels them. */
  async answerSaveDialog(path: string | null): Promise<void> {
    await this.set({ save: path });
  }

  /** The button that message boxes give from now on, counted from 0; null presses the cancelling one. */
  async answerMessageBox(buttonIndex: number | null): Promise<void> {
    await this.set({ message: buttonIndex });
  }

  /** Every dialog since the launch. */
  async shown(): Promise<ShownDialog[]> {
    return this.app.evaluate(() => (globalThis as unknown as { dialogAnswers: Answers }).dialogAnswers.shown);
  }

  private async set(answers: Partial<Answers>): Promise<void> {
    await this.app.evaluate((_, changed) => {
      Object.assign((globalThis as unknown as { dialogAnswers: Answers }).dialogAnswers, changed);
    }, answers);
  }
}
