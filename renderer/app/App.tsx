import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { DropTarget } from '../data/DropTarget';
import { AppContext, type AppStore } from './appStore';
import { listen } from './keyboard';
import { Shell } from './Shell';
import { theme } from './theme';

/** The whole window. */
export function App({ app }: { app: AppStore }) {
  useEffect(() => {
    app.files.start();
    const stopListening = listen(app);
    void app.bridge.request('theme:get').then((choice) => app.ui.setTheme(choice));
    return () => {
      stopListening();
      app.files.dispose();
    };
  }, [app]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <AppContext.Provider value={app}>
        <DropTarget>
          <Shell />
        </DropTarget>
      </AppContext.Provider>
    </MantineProvider>
  );
}
