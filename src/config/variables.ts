import { z } from 'zod';

/** A variable that is not set and one that is empty are the same. */
const optional = <T extends z.ZodTypeAny>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );

const text = z.string().trim().min(1);

const instant = z
  .string()
  .datetime({ offset: true, message: 'is not an ISO instant such as 2024-05-09T08:59:30-07:00' });

const isHttp = (value: string): boolean => URL.canParse(value) && /^https?:\/\//i.test(value);

const httpUrl = text.refine(isHttp, 'is not an address that begins with http:// or https://');

const port = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/, 'is not a port from 0 to 65535')
  .transform(Number)
  .refine((n) => n <= 65535, 'is not a port from 0 to 65535');

const whole = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,5}$/, `is not a number from ${least} to ${most}`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `is not a number from ${least} to ${most}`);

const emails = z
  .string()
  .transform((list) => list.split(/[\s,;]+/).filter((one) => one !== ''))
  .superRefine((list, context) => {
    const bad = list.find((one) => !/^[^@]+@[^@]+$/.test(one));
    if (bad !== undefined)
      context.addIssue({ code: 'custom', message: `has "${bad}", which is not an e-mail` });
  });

export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Every variable of the environment that is read. */
export const variables = z.object({
  PORT: optional(port),
  HOST: optional(text),
  NODE_ENV: optional(text),
  CI: optional(text),
  PAT_DATA_DIR: optional(text),
  DATABASE_URL: optional(
    text.refine(
      (v) => /^postgres(ql)?:\/\//.test(v) && URL.canParse(v),
      'is not an address that begins with postgres://',
    ),
  ),
  PAT_FILES_DIR: optional(text),
  PAT_PROGRAMME: optional(text),
  PAT_COMMITTEES: optional(text),
  PAT_NOW: optional(instant),
  PAT_ALLOW_SIMULATED_TIME: optional(z.enum(['0', '1'], { message: 'is neither 1 nor 0' })),
  PAT_ADMINS: optional(emails),
  PAT_COMMITTEE_CHANNEL_SLACK: optional(text),
  PAT_GENERAL_CHANNEL_SLACK: optional(text),
  PAT_COMMITTEE_CHANNEL_TEAMS: optional(text),
  PAT_GENERAL_CHANNEL_TEAMS: optional(text),
  SLACK_BOT_TOKEN: optional(text),
  SLACK_SIGNING_SECRET: optional(text),
  SLACK_APP_TOKEN: optional(text),
  SLACK_API_URL: optional(
    text.refine(
      (v) => isHttp(v) && v.endsWith('/api/'),
      'is not an http or https address that ends in /api/',
    ),
  ),
  MicrosoftAppId: optional(text),
  MicrosoftAppPassword: optional(text),
  MicrosoftAppType: optional(
    z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI'], {
      message: 'is not SingleTenant, MultiTenant or UserAssignedMSI',
    }),
  ),
  MicrosoftAppTenantId: optional(text),
  PAT_PUBLIC_URL: optional(httpUrl),
  HTTPS_PROXY: optional(httpUrl),
  https_proxy: optional(httpUrl),
  NO_PROXY: optional(text),
  no_proxy: optional(text),
  PAT_BACKUP_DIR: optional(text),
  PAT_BACKUP_DAYS: optional(whole(1, 3650)),
  PAT_BACKUP_MONTHS: optional(whole(0, 600)),
  PAT_METRICS_TOKEN: optional(text.min(16, 'is shorter than 16 characters')),
  PAT_TEAMS_SECRET_EXPIRES: optional(z.string().trim().date('is not a date such as 2026-05-31')),
  LOG_LEVEL: optional(z.enum(levels, { message: `is not one of ${levels.join(', ')}` })),
});

/** A variable that can't be used; one line names it. */
export class BadConfig extends Error {}

export type Env = z.infer<typeof variables>;
