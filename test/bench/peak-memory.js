// Loaded before a program with node --import: writes the most memory that the process took, in bytes, to the file that
// PEAK_MEMORY_FILE names.
import { writeFileSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  writeFileSync(process.env['PEAK_MEMORY_FILE'] ?? '', String(process.resourceUsage().maxRSS * 1_024));
});
