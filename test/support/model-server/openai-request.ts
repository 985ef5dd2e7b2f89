import {
  asList,
  asObject,
  asString,
  type JsonObject,
  optionalNumber,
  optionalString,
  parseJsonOrText,
} from './json-reader.ts';
import type {
  ReceivedImage,
  ReceivedMessage,
  ReceivedResponseFormat,
  ReceivedTool,
  ReceivedToolCall,
} from './received-request.ts';
import { type ParsedChat, RefusedRequest } from './wire-format.ts';

/** Reads the body of `POST /v1/chat/completions`. */
export function parseOpenAiChat(value: unknown): ParsedChat {
  const body = asObject(value, 'body');
  const streamOptions =
    body.stream_options === undefined ? {} : asObject(body.stream_options, 'stream_options');
  if (asList(body.messages, 'messages').length === 0)
    throw new RefusedRequest(400, 'messages must not be empty');
  return {
    includeUsage: body.stream !== true || streamOptions.include_usage === true,
    request: {
      protocol: 'openai',
      model: asString(body.model, 'model'),
      messages: asList(body.messages, 'messages').map(parseMessage),
      tools: asList(body.tools, 'tools').map(parseTool),
      stream: body.stream === true,
      maxOutputTokens: optionalNumber(body.max_completion_tokens) ?? optionalNumber(body.max_tokens),
      numCtx: undefined,
      responseFormat: parseResponseFormat(body.response_format),
    },
  };
}

/** Reads a tool definition, which Ollama spells the same way. */
export function parseTool(value: unknown): ReceivedTool {
  const definition = asObject(asObject(value, 'tool').function, 'tool.function');
  return {
    name: asString(definition.name, 'tool.function.name'),
    description: optionalString(definition.description) ?? '',
    parameters: definition.parameters,
  };
}

function parseMessage(value: unknown): ReceivedMessage {
  const message = asObject(value, 'message');
  const { text, images, pieces } = parseContent(message.content);
  const role = parseRole(message.role);
  const toolCallId = optionalString(message.tool_call_id);
  return {
    role,
    text,
    images,
    pieces,
    toolCalls: asList(message.tool_calls, 'tool_calls').map(parseToolCall),
    toolResults: role === 'tool' ? [{ toolCallId, toolName: undefined, text }] : [],
  };
}

function parseRole(role: unknown): ReceivedMessage['role'] {
  switch (role) {
    case 'system':
    case 'developer':
      return 'system';
    case 'user':
    case 'assistant':
    case 'tool':
      return role;
    default:
      throw new RefusedRequest(400, `unknown role ${JSON.stringify(role)}`);
  }
}

function parseContent(content: unknown): Pick<ReceivedMessage, 'text' | 'images' | 'pieces'> {
  if (content === undefined || content === null) return { text: '', images: [], pieces: [] };
  if (typeof content === 'string') return { text: content, images: [], pieces: [content] };
  const pieces: (string | ReceivedImage)[] = [];
  for (const value of asList(content, 'content')) {
    const part = asObject(value, 'content part');
    if (part.type === 'text') pieces.push(asString(part.text, 'text part'));
    else if (part.type === 'image_url') pieces.push(parseImage(part));
    else
      throw new RefusedRequest(400, `content parts of type ${JSON.stringify(part.type)} are not supported`);
  }
  const texts = pieces.filter((piece) => typeof piece === 'string');
  const images = pieces.filter((piece) => typeof piece !== 'string');
  return { text: texts.join('\n'), images, pieces };
}

function parseImage(part: JsonObject): ReceivedImage {
  const url = asString(asObject(part.image_url, 'image_url').url, 'image_url.url');
  const [, mediaType, data] = /^data:(image\/[^;,]+);base64,(.*)$/s.exec(url) ?? [];
  // A real server would fetch other addresses; this one never opens a connection.
  if (mediaType === undefined || data === undefined)
    throw new RefusedRequest(400, 'image_url must be a base64 data URL');
  return { mediaType, bytes: Uint8Array.from(Buffer.from(data, 'base64')) };
}

function parseToolCall(value: unknown): ReceivedToolCall {
  const call = asObject(value, 'tool call');
  const named = asObject(call.function, 'tool call function');
  return {
    id: optionalString(call.id),
    name: asString(named.name, 'tool call name'),
    arguments: parseJsonOrText(asString(named.arguments, 'tool call arguments')),
  };
}

function parseResponseFormat(value: unknown): ReceivedResponseFormat {
  if (value === undefined || value === null) return { type: 'text' };
  const format = asObject(value, 'response_format');
  if (format.type === 'json_object') return { type: 'json' };
  if (format.type !== 'json_schema') return { type: 'text' };
  return { type: 'json', schema: asObject(format.json_schema, 'json_schema').schema };
}
