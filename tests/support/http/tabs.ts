/** One of several browser tabs that share a cookie jar and refresh independently. All times are in milliseconds. */
export interface Tab {
  /** When the tab reads the jar and sends its request. */
  readonly sendsAt: number;
  /** The latency of the request. */
  readonly uplink: number;
  /** The latency of the response. */
  readonly downlink: number;
}

export interface Answer {
  readonly presented: string;
  readonly refreshToken: string;
  readonly handledAt: number;
}

interface Browser {
  /** The refresh token in the jar at first. */
  readonly jar: string;
  readonly tabs: readonly Tab[];
  /** Whether responses arrive in order, as on the single HTTP/2 connection of all tabs. */
  readonly inOrder: boolean;
  /** Advances the time of the service. */
  readonly advance: (ms: number) => void;
  /** Sends a refresh to the service. Rejects if the service refuses it. */
  readonly refresh: (token: string) => Promise<string>;
}

type Happening = { readonly at: number } & (
  | { readonly what: 'send'; readonly tab: Tab }
  | { readonly what: 'arrive'; readonly tab: Tab; readonly token: string }
  | { readonly what: 'return'; readonly token: string }
);

/**
 * Simulates all events in the order of their times. Requests that arrive at the same time run concurrently. Resolves to the
 * responses and the final content of the jar.
 */
export async function refreshInTabs({ jar: first, tabs, inOrder, advance, refresh }: Browser) {
  const answers: Answer[] = [];
  let jar = first;
  let now = 0;
  let lastReturn = 0;
  let happenings: Happening[] = tabs.map((tab) => ({ at: tab.sendsAt, what: 'send', tab }));

  while (happenings.length > 0) {
    const at = Math.min(...happenings.map((happening) => happening.at));
    const due = happenings.filter((happening) => happening.at === at);
    happenings = happenings.filter((happening) => happening.at > at);
    advance(at - now);
    now = at;
    for (const happening of due) {
      if (happening.what === 'return') jar = happening.token;
      if (happening.what !== 'send') continue;
      const { tab } = happening;
      happenings.push({ at: at + tab.uplink, what: 'arrive', tab, token: jar });
    }
    const arrivals = due.filter((happening) => happening.what === 'arrive');
    const refreshed = await Promise.all(arrivals.map(({ token }) => refresh(token)));
    for (const [index, { tab, token: presented }] of arrivals.entries()) {
      const refreshToken = refreshed[index] ?? '';
      answers.push({ presented, refreshToken, handledAt: at });
      lastReturn = Math.max(lastReturn, at + tab.downlink);
      const returnsAt = inOrder ? lastReturn : at + tab.downlink;
      happenings.push({ at: returnsAt, what: 'return', token: refreshToken });
    }
  }
  return { answers, jar, now };
}
