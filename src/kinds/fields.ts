import { z } from 'zod';

/** Fields that bodies of entries are made of; amounts are integers (grams, pieces, minutes). */
export const int = z.number().int();
export const date = z.string().date();
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const text = z.string().min(1).max(200);
/** A free text kept outside the ledger: its id and salted hash. */
export const textRef = z.strictObject({ id: z.string(), hash: z.string() });
export const note = textRef.nullable();
/** So that nobody who has an entry's hash alone finds small counts by trying; left out by programs of before. */
export const salt = text.optional();
/** SHA-256 in hex. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const part = z.enum(['declared', 'accredited']);
