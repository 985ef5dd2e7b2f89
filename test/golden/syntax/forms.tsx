import { type ReactNode, useState } from 'react';

type Props = { readonly children?: ReactNode };

export function Panel({ children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <section>
      {open && <div>{children}</div>}
      <button onClick={() => setOpen(!open)}>{open ? 'Close' : 'Open'}</button>
    </section>
  );
}

export const Generic = <T,>({ items }: { items: T[] }) => {
  const rows = items.map((item) => <li>{String(item)}</li>);
  return <ul>{rows}</ul>;
};

const Lazy = lazy(() => import('./panel'));

export default class Page extends Component<Props> {
  state = { a: 1 };

  render() {
    if (this.state.a) {
      return <Panel>text</Panel>;
    }
    return <Lazy />;
  }
}
