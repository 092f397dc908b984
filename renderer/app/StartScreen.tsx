import { IconChartDots, IconFileImport, IconFolderOpen, IconPencil } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { type ComponentType, useEffect, useState } from 'react';
import type { RecentFile, Recovery, SampleInfo } from '../../electron/ipc/contract';
import { useApp } from './appStore';
import { runCommand } from './commands';
import { RecoveryOffer } from './RecoveryOffer';
import { SampleCard } from './SampleCard';
import { shownShortcut } from './shortcuts';
import classes from './start.module.css';

interface StartContent {
  samples: SampleInfo[];
  recent: RecentFile[];
  recovery: Recovery | null;
}

/** The first thing one sees: ways to begin, samples to run, and what was open before. */
export const StartScreen = observer(function StartScreen() {
  const app = useApp();
  const { bridge, files, ui, document } = app;
  const [content, setContent] = useState<StartContent | null>(null);

  useEffect(() => {
    let current = true;
    const requests = [bridge.request('project:listSamples'), bridge.request('recent:list')] as const;
    void Promise.all([...requests, bridge.request('recovery:find')]).then(([samples, recent, recovery]) => {
      if (current) setContent({ samples, recent, recovery });
    });
    return () => {
      current = false;
    };
  }, [bridge]);

  const openRecent = async (path: string) => {
    if (await files.openRecent(path)) return;
    setContent({ ...content!, recent: await bridge.request('recent:list') });
  };

  return (
    <main className={classes.start} data-testid="start-screen">
      <div className={classes.content}>
        <header className={classes.welcome}>
          <h1>Draw a neural network and watch it learn</h1>
          <p>Lay out layers as a graph, feed them a table, and see every neuron while it trains.</p>
        </header>
        {content?.recovery && (
          <RecoveryOffer
            recovery={content.recovery}
            onDone={() => setContent({ ...content, recovery: null })}
          />
        )}
        <div className={classes.columns}>
          <div>
            <h2>Begin</h2>
            <Action Icon={IconPencil} title="Draw from scratch" onClick={() => void files.newDocument()} />
            <Action
              Icon={IconFileImport}
              title="Open a data file"
              shortcut={shownShortcut('file.importData')}
              onClick={() => runCommand(app, 'file.importData')}
            />
            <Action Icon={IconChartDots} title="Make data" onClick={() => runCommand(app, 'file.makeData')} />
            <Action
              Icon={IconFolderOpen}
              title="Open project…"
              shortcut={shownShortcut('file.open')}
              onClick={() => void files.open()}
            />
            {!document.isEmpty && (
              <button type="button" className={classes.back} onClick={() => ui.setStartScreen(false)}>
                Back to {document.project.name}
              </button>
            )}
            <RecentFiles
              recent={content?.recent ?? []}
              onOpen={(path) => void openRecent(path)}
              onClear={() => {
                void bridge.request('recent:clear');
                setContent({ ...content!, recent: [] });
              }}
            />
          </div>
          <section aria-label="Samples">
            <h2>Samples</h2>
            <p className={classes.lead}>A finished network with its data. Open one and press train.</p>
            {groupsOf(content?.samples ?? []).map(([group, samples]) => (
              <section key={group} aria-label={group}>
                <h3>{group}</h3>
                <div className={classes.samples}>
                  {samples.map((sample) => (
                    <SampleCard
                      key={sample.id}
                      sample={sample}
                      onOpen={() => void files.openSample(sample.id)}
                    />
                  ))}
                </div>
              </section>
            ))}
          </section>
        </div>
      </div>
    </main>
  );
});

/** Samples under their headings, in the order they come. */
function groupsOf(samples: readonly SampleInfo[]): [string, SampleInfo[]][] {
  const groups = new Map<string, SampleInfo[]>();
  for (const sample of samples) groups.set(sample.group, [...(groups.get(sample.group) ?? []), sample]);
  return [...groups];
}

interface ActionProps {
  Icon: ComponentType<{ size: number; stroke: number }>;
  title: string;
  shortcut?: string | null;
  onClick(): void;
}

function Action({ Icon, title, shortcut, onClick }: ActionProps) {
  return (
    <button type="button" className={classes.action} aria-label={title} onClick={onClick}>
      <Icon size={18} stroke={1.6} />
      <span>{title}</span>
      {shortcut && <span className={classes.shortcut}>{shortcut}</span>}
    </button>
  );
}

interface RecentProps {
  recent: RecentFile[];
  onOpen(path: string): void;
  onClear(): void;
}

function RecentFiles({ recent, onOpen, onClear }: RecentProps) {
  if (recent.length === 0) return null;
  return (
    <section aria-label="Recent files" className={classes.recent}>
      <h2>
        Recent
        <button type="button" className={classes.clear} onClick={onClear}>
          Clear
        </button>
      </h2>
      {recent.slice(0, 8).map(({ path, fileName, folder }) => (
        <button
          type="button"
          key={path}
          className={classes.recentFile}
          title={path}
          onClick={() => onOpen(path)}
        >
          <span>{fileName}</span>
          <span className={classes.folder}>{folder}</span>
        </button>
      ))}
    </section>
  );
}
