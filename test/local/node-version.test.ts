import { describe, expect, test } from 'vitest';
import { nodeTooOld } from '../../local/installed.mjs';

describe("the machine's own Node", () => {
  test.each([
    ['20.0.0', 'linux-x64'],
    ['20.11.1', 'linux-arm64'],
    ['20.11.1', 'win32-x64'],
    ['22.18.0', 'darwin-arm64'],
    ['24.1.0', 'darwin-x64'],
  ])('%s is new enough on %s', (version, machine) => {
    expect(nodeTooOld(version, machine)).toBeUndefined();
  });

  test.each([
    ['18.20.4', 'linux-x64', '20.0'],
    ['19.9.0', 'win32-x64', '20.0'],
    ['22.17.1', 'darwin-arm64', '22.18'],
    ['20.11.1', 'win32-arm64', '22.18'],
  ])('%s is too old on %s, which one line says', (version, machine, least) => {
    const line = nodeTooOld(version, machine);
    expect(line).toContain(`Node ${version} is too old: ${least} or newer is needed`);
    expect(line).not.toContain('\n');
  });
});
