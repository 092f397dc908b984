import type { VerifyHost } from '../core/export/exporter';
import { runCommonJs } from './runCommonJs';
import { runTool } from './runTool';

/** Runs exported files in this process, and by the programs of this machine. */
export const verifyHost: VerifyHost = { runCommonJs, runTool };
