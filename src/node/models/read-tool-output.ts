import type { LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';

/** A tool's result as the text that a model without structured results gets. */
export function readToolOutput(output: LanguageModelV4ToolResultOutput): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value;
    case 'json':
    case 'error-json':
      return JSON.stringify(output.value);
    case 'execution-denied':
      return output.reason ?? 'The call was not allowed.';
    case 'content':
      return output.value
        .map((part) => (part.type === 'text' ? part.text : `[${part.type} left out]`))
        .join('\n');
  }
}
