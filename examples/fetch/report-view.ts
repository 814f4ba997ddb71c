/** Reports that somebody looked at a job: the id of the event makes it safe to send it twice. */

import { request, type ServerSettings } from './request.ts';

const REPORT = `mutation Report($input: TrackEventsInput!) {
  trackEvents(input: $input) { acceptedCount duplicateCount userErrors { code message field } }
}`;

interface Reported {
  readonly trackEvents: {
    readonly acceptedCount: number;
    readonly duplicateCount: number;
    readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  };
}

export interface View {
  /** Made once, before the first attempt, for example by crypto.randomUUID(). */
  readonly eventId: string;
  readonly searchId: string;
  readonly jobId: string;
  /** In the list, from 1. */
  readonly position: number;
  readonly occurredAt: string;
}

export async function reportView(server: ServerSettings, { jobId, ...view }: View) {
  const event = { ...view, kind: 'VIEW', documentIds: [jobId] };
  const { data, errors } = await request<Reported>(server, REPORT, { input: { events: [event] } });
  if (!data) throw new Error(errors[0]?.message ?? 'the report has no answer');
  return data.trackEvents;
}
