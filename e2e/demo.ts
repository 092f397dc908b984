import { test } from './fixture';

test('demo: the Iris sample, trained and exported', async () => {
  throw new Error('The demonstration is not written yet.');
});
