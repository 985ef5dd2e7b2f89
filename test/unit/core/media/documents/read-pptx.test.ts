import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documents } from '../../../../support/document-reader.ts';
import {
  type OfficeParts,
  pptxOf,
  type Slide,
  shapeXml,
  textBody,
} from '../../../../support/office-files.ts';

function check(name: string, slides: readonly Slide[], expected: string, parts: OfficeParts = {}): void {
  test(name, async () => {
    const { text, diagnostics } = await documents.read({ path: 'a.pptx', bytes: pptxOf(slides, parts) });
    assert.deepEqual(diagnostics, []);
    assert.equal(text, expected);
  });
}

const title = (text: string) => shapeXml(textBody(text), 'title');
const frame = (data: string) =>
  `<p:graphicFrame><a:graphic><a:graphicData>${data}</a:graphicData></a:graphic></p:graphicFrame>`;

check(
  'a slide has its title in its heading, lists by their levels, and its notes last',
  [
    { shapes: shapeXml(textBody('One', '1:deeper', 'Two'), 'body') + title('Plan'), notes: 'Say hello.' },
    { shapes: shapeXml(textBody('Free text')) },
  ],
  '## Slide 1: Plan\n\n- One\n  - deeper\n- Two\n\nNotes: Say hello.\n\n## Slide 2\n\nFree text\n',
);
check(
  'a hidden slide is marked, what stands on every slide is left out',
  [{ shapes: shapeXml(textBody('7'), 'sldNum') + title('Later'), isHidden: true }],
  '## Slide 1: Later (hidden)\n',
);
check(
  'tables and groups of shapes are read',
  [
    {
      shapes: `<p:grpSp>${shapeXml(textBody('In a group'))}</p:grpSp>${frame(
        `<a:tbl><a:tr><a:tc>${textBody('a', 'b')}</a:tc><a:tc>${textBody('c')}</a:tc></a:tr></a:tbl>`,
      )}`,
    },
  ],
  '## Slide 1\n\nIn a group\n\n| a / b | c |\n| --- | --- |\n',
);
check(
  'a chart is the table of its values',
  [{ shapes: frame('<c:chart r:id="c1"/>'), links: [['c1', 'chart', '../charts/chart1.xml']] }],
  '## Slide 1\n\n[chart: Sales]\n\n|  | East |\n| --- | --- |\n| Q1 | 8.2 |\n| Q2 | 3 |\n',
  {
    files: {
      'ppt/charts/chart1.xml':
        '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><a:t>Sales</a:t></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:pt idx="0"><c:v>East</c:v></c:pt></c:tx><c:cat><c:pt idx="0"><c:v>Q1</c:v></c:pt><c:pt idx="1"><c:v>Q2</c:v></c:pt></c:cat><c:val><c:pt idx="0"><c:v>8.2</c:v></c:pt><c:pt idx="1"><c:v>3</c:v></c:pt></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>',
    },
  },
);
check(
  'a picture is a mark with what is said of it',
  [
    {
      shapes:
        '<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 3" descr="Flow of orders"/></p:nvPicPr><p:blipFill><a:blip r:embed="i1"/></p:blipFill></p:pic>',
      links: [['i1', 'image', '../media/image1.png']],
    },
  ],
  '## Slide 1\n\n![Flow of orders](media/image1.png)\n',
);
