import {
  asList,
  asObject,
  asString,
  type JsonObject,
  optionalNumber,
  optionalString,
} from './json-reader.ts';
import { parseTool } from './openai-request.ts';
import type {
  ReceivedImage,
  ReceivedMessage,
  ReceivedResponseFormat,
  ReceivedToolCall,
} from './received-request.ts';
import { type ParsedChat, RefusedRequest } from './wire-format.ts';

/** Reads the body of `POST /api/chat`. */
export function parseOllamaChat(value: unknown): ParsedChat {
  const body = asObject(value, 'body');
  const options =
    body.options === undefined || body.options === null ? {} : asObject(body.options, 'options');
  const numPredict = optionalNumber(options.num_predict) ?? -1;
  return {
    includeUsage: true,
    truncation: {
      truncate: body.truncate !== false,
      shift: body.shift !== false,
      numKeep: optionalNumber(options.num_keep) ?? 4,
    },
    request: {
      protocol: 'ollama',
      model: asString(body.model, 'model'),
      messages: asList(body.messages, 'messages').map(parseMessage),
      tools: asList(body.tools, 'tools').map(parseTool),
      stream: body.stream !== false,
      maxOutputTokens: numPredict < 0 ? undefined : numPredict,
      numCtx: optionalNumber(options.num_ctx),
      responseFormat: parseFormat(body.format),
    },
  };
}

function parseMessage(value: unknown): ReceivedMessage {
  const message = asObject(value, 'message');
  const role = message.role;
  if (role !== 'system' && role !== 'user' && role !== 'assistant' && role !== 'tool') {
    throw new RefusedRequest(400, `unknown role ${JSON.stringify(role)}`);
  }
  const text = optionalString(message.content) ?? '';
  const toolCallId = optionalString(message.tool_call_id);
  const images = asList(message.images, 'images').map(parseImage);
  return {
    role,
    text,
    images,
    // As Ollama's templates and renderers place them.
    pieces: [...images, text],
    toolCalls: asList(message.tool_calls, 'tool_calls').map(parseToolCall),
    toolResults: role === 'tool' ? [{ toolCallId, toolName: optionalString(message.tool_name), text }] : [],
  };
}

function parseImage(value: unknown): ReceivedImage {
  const base64 = asString(value, 'image');
  // Ollama takes bare base64 only; a data URL is the classic mistake and fails to decode there too.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw new RefusedRequest(400, 'illegal base64 data in images');
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return { mediaType: sniffMediaType(bytes), bytes };
}

// The protocol carries no media type, so it comes from the first bytes, as in the real server.
function sniffMediaType(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\x89PNG')) return 'image/png';
  if (start.startsWith('\xff\xd8')) return 'image/jpeg';
  if (start.startsWith('GIF8')) return 'image/gif';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'image/webp';
  return 'application/octet-stream';
}

function parseToolCall(value: unknown): ReceivedToolCall {
  const call: JsonObject = asObject(value, 'tool call');
  const named = asObject(call.function, 'tool call function');
  return {
    id: optionalString(call.id),
    name: asString(named.name, 'tool call name'),
    arguments: asObject(named.arguments, 'tool call arguments'),
  };
}

function parseFormat(format: unknown): ReceivedResponseFormat {
  if (format === undefined || format === null || format === '') return { type: 'text' };
  if (format === 'json') return { type: 'json' };
  return { type: 'json', schema: asObject(format, 'format') };
}
