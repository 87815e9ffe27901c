import type { App } from '@slack/bolt';
import { type Ack, createHandlers, type HandlerOptions } from './handlers.ts';
import type { Heard } from './payloads.ts';
import type { Workspace } from './workspace.ts';

export interface ListenerOptions extends HandlerOptions {
  /** The workspace that a request is of, by the ids that it names; null where the app is not known there. */
  readonly workspaceOf: (...ids: readonly (string | null | undefined)[]) => Workspace | null;
}

/**
 * Registers what the bot does, on an app of either receiver; each request goes to its workspace. The receivers read what
 * comes (`readPayload`) and hand it on as `context.payload`.
 */
export function listen(app: App, { workspaceOf, ...options }: ListenerOptions): void {
  const { log, track } = options;
  const known = new Map<Workspace, ReturnType<typeof createHandlers>>();

  function handlers(...ids: readonly (string | null | undefined)[]) {
    const workspace = workspaceOf(...ids);
    if (workspace === null) {
      log.warn({ team: ids.find((one) => one) ?? null }, 'a request of a workspace that is not configured');
      return null;
    }
    const made = known.get(workspace) ?? createHandlers(workspace, options);
    known.set(workspace, made);
    return made;
  }

  /** A request of each kind, to the handlers of its workspace; null where nobody is configured there. */
  function answering(payload: Heard, ack: Ack): Promise<void> | null {
    switch (payload.kind) {
      case 'command': {
        const { data } = payload;
        return handlers(data.team_id, data.enterprise_id)?.onCommand(data, ack) ?? null;
      }
      case 'action': {
        const { data } = payload;
        const team = data.team?.id ?? data.user.team_id;
        return handlers(team, data.enterprise?.id)?.onAction(data, ack) ?? null;
      }
      case 'submission': {
        const { data } = payload;
        const team = data.team?.id ?? data.user.team_id;
        return handlers(team, data.enterprise?.id)?.onSubmission(data, ack) ?? null;
      }
      case 'event': {
        const { data } = payload;
        const [of = data] = data.authorizations ?? [];
        return handlers(of.team_id ?? data.team_id, of.enterprise_id)?.onEvent(data) ?? null;
      }
    }
  }

  // One middleware: Bolt tries every listener on every request, which costs more than all that it does besides.
  app.use(async ({ context, ack }) => {
    const work = answering(context.payload as Heard, ack as unknown as Ack);
    if (work !== null) await track(work);
    // Events have their acknowledgement by now.
    else await (ack as unknown as Ack | undefined)?.();
  });
}
