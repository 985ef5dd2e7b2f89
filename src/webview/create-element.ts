type Child = Node | string | undefined;

type Properties<Tag extends keyof HTMLElementTagNameMap> = {
  readonly [Name in keyof HTMLElementTagNameMap[Tag]]?: HTMLElementTagNameMap[Tag][Name];
} & {
  /** Attributes that are no properties, such as `role`. */
  readonly attrs?: Readonly<Record<string, string>>;
};

/** Makes an element with its properties and children. Text is set as text, never as HTML. */
export function createElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  const { attrs = {}, ...rest } = properties;
  Object.assign(element, rest);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A button that looks like VS Code's. */
export function createButton(
  label: string,
  onClick: () => void,
  kind: 'primary' | 'secondary' | 'link' = 'secondary',
): HTMLButtonElement {
  const button = createElement('button', { type: 'button', className: `button ${kind}`, textContent: label });
  button.addEventListener('click', onClick);
  return button;
}
