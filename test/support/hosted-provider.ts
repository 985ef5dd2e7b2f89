/** A request body as a hosted provider gets it. */
export type HostedBody = Readonly<Record<string, unknown>>;

/** What the provider answers: a text, or a call of a tool, and what it says that it counted. */
export interface HostedReply {
  readonly text?: string;
  readonly toolCall?: { readonly name: string; readonly input: string };
  /** Tokens: neither read nor written, read from the cache, written to it, and of the reply. */
  readonly usage?: {
    readonly fresh: number;
    readonly read: number;
    readonly written: number;
    readonly output: number;
  };
}

/** A `fetch` that answers as OpenAI's Responses and Anthropic's Messages stream, and the bodies that it was sent. */
export function hostedProvider(
  respond: (body: HostedBody, index: number) => HostedReply | Promise<HostedReply>,
): {
  readonly fetch: typeof globalThis.fetch;
  readonly bodies: readonly HostedBody[];
} {
  const bodies: HostedBody[] = [];
  const fetch: typeof globalThis.fetch = async (address, init) => {
    const body = JSON.parse(String(init?.body)) as HostedBody;
    bodies.push(body);
    const reply = await respond(body, bodies.length - 1);
    const events = String(address).includes('anthropic') ? anthropicEvents(reply) : openaiEvents(reply);
    const lines = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    return new Response(lines.join(''), { headers: { 'content-type': 'text/event-stream' } });
  };
  return { fetch, bodies };
}

const noUsage = { fresh: 100, read: 0, written: 0, output: 10 };

function openaiEvents({ text = '', toolCall, usage = noUsage }: HostedReply) {
  const item =
    toolCall === undefined
      ? { type: 'message', id: 'item', role: 'assistant', content: [], phase: null }
      : {
          ...{ type: 'function_call', id: 'item', call_id: 'call', status: 'completed' },
          ...{ name: toolCall.name, arguments: toolCall.input },
        };
  const response = {
    ...{ id: 'response', created_at: 1, model: 'model', service_tier: 'default', incomplete_details: null },
    usage: {
      input_tokens: usage.fresh + usage.read + usage.written,
      input_tokens_details: { cached_tokens: usage.read, cache_write_tokens: usage.written },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: 0 },
    },
  };
  return [
    { type: 'response.created', response },
    { type: 'response.output_item.added', output_index: 0, item },
    ...(text === '' ? [] : [{ type: 'response.output_text.delta', item_id: 'item', delta: text }]),
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response },
  ];
}

function anthropicEvents({ text = '', toolCall, usage = noUsage }: HostedReply) {
  const counted = {
    input_tokens: usage.fresh,
    cache_read_input_tokens: usage.read,
    cache_creation_input_tokens: usage.written,
  };
  const [block, delta] =
    toolCall === undefined
      ? [
          { type: 'text', text: '' },
          { type: 'text_delta', text },
        ]
      : [
          { type: 'tool_use', id: 'call', name: toolCall.name, input: {} },
          { type: 'input_json_delta', partial_json: toolCall.input },
        ];
  return [
    {
      type: 'message_start',
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'model',
        content: [],
        usage: { ...counted, output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: toolCall === undefined ? 'end_turn' : 'tool_use', stop_sequence: null },
      usage: { output_tokens: usage.output },
    },
    { type: 'message_stop' },
  ];
}
