import { describe, expect, it } from 'vitest';
import { Offers, projectArguments } from './offers';

describe('projects on the command line', () => {
  it('are found among options and made absolute', () => {
    const argv = [
      '/opt/neuroloom',
      '--no-sandbox',
      '/work/app',
      'iris.nloom',
      '--file=x.nloom',
      '/a/B.NLOOM',
      'data.csv',
    ];
    expect(projectArguments(argv, '/home/ada')).toEqual(['/home/ada/iris.nloom', '/a/B.NLOOM']);
  });
});

describe('offered projects', () => {
  it('wait until the window listens, and open once by their token', () => {
    const announced: { token: string; fileName: string }[] = [];
    const offers = new Offers((offer) => announced.push(offer));
    offers.offer('/a/iris.nloom');
    expect(announced).toEqual([]);
    offers.listening = true;
    offers.offer('/b/xor.nloom');
    expect(announced.map(({ fileName }) => fileName)).toEqual(['iris.nloom', 'xor.nloom']);
    expect(JSON.stringify(announced)).not.toContain('/a/');
    expect(offers.take(announced[0]!.token)).toBe('/a/iris.nloom');
    expect(offers.take(announced[0]!.token)).toBeNull();
    expect(offers.take('made up')).toBeNull();
  });
});
