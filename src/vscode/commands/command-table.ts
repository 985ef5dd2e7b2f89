/** Where a command has a button or a menu entry, besides the palette. */
export interface CommandMenu {
  readonly menu: 'view/title' | 'view/item/context' | 'scm/title' | 'editor/context' | 'explorer/context';
  readonly when: string;
  readonly group: string;
}

export interface CommandRow {
  readonly id: string;
  readonly title: string;
  /** A product icon, `$(name)`, where the command has a button. */
  readonly icon?: string;
  /** `hidden`: needs an argument that the palette cannot give. Otherwise a condition, if it does not always apply. */
  readonly palette?: string;
  readonly menus?: readonly CommandMenu[];
}

const hasFolder = 'workspaceFolderCount != 0';
const inFindings = 'view == longview.findings';
const inContext = 'view == longview.context';
const notChosen = '/^(?:file|folder)-(?:automatic|forced)$/';
const chosen = '/^(?:file|folder)-(?:pin|leave-out|forced)$/';
const fileOrFolder = '/^(?:file|folder)-/';
const inWorkspace = `${hasFolder} && !explorerResourceIsRoot`;
const onFinding = `${inFindings} && viewItem =~ /^finding/`;

/** Every command once: the manifest is made from this table, and activation registers what it lists. */
export const commandTable: readonly CommandRow[] = [
  {
    id: 'longview.reviewRepository',
    title: 'Review Whole Repository',
    icon: '$(play-circle)',
    menus: [
      {
        menu: 'view/title',
        when: `${inFindings} && !longview.reviewing && ${hasFolder}`,
        group: 'navigation@1',
      },
    ],
  },
  {
    id: 'longview.reviewChanges',
    title: 'Review Changes',
    icon: '$(git-compare)',
    menus: [
      { menu: 'view/title', when: `${inFindings} && ${hasFolder}`, group: '1_review@1' },
      { menu: 'scm/title', when: 'scmProvider == git', group: '8_longview@1' },
    ],
  },
  {
    id: 'longview.cancelRun',
    title: 'Cancel Run',
    icon: '$(stop-circle)',
    palette: 'longview.running',
    menus: [{ menu: 'view/title', when: `${inFindings} && longview.reviewing`, group: 'navigation@1' }],
  },
  {
    id: 'longview.ask',
    title: 'Ask About Repository',
    icon: '$(comment-discussion)',
    menus: [{ menu: 'view/title', when: `${inFindings} && ${hasFolder}`, group: 'navigation@2' }],
  },
  { id: 'longview.askWithScreenshot', title: 'Ask With Screenshot', icon: '$(device-camera)' },
  {
    id: 'longview.newChangePlan',
    title: 'New Change Plan',
    icon: '$(list-tree)',
    menus: [{ menu: 'view/title', when: `${inFindings} && ${hasFolder}`, group: '1_review@2' }],
  },
  { id: 'longview.openPlan', title: 'Open Change Plan', icon: '$(list-tree)' },
  { id: 'longview.checkPlan', title: 'Check Change Plan', icon: '$(check-all)' },
  { id: 'longview.previewPlan', title: 'Preview Change Plan', icon: '$(diff-multiple)' },
  { id: 'longview.applyPlan', title: 'Apply Change Plan', icon: '$(check)', palette: 'isWorkspaceTrusted' },
  {
    id: 'longview.revertPlan',
    title: 'Revert Change Plan',
    icon: '$(discard)',
    palette: 'isWorkspaceTrusted',
  },
  {
    id: 'longview.showImpact',
    title: 'Show What Depends on This File',
    palette: `${hasFolder} && activeEditor`,
    menus: [{ menu: 'editor/context', when: hasFolder, group: 'longview@1' }],
  },
  {
    id: 'longview.showContextMap',
    title: 'Show Context Map',
    icon: '$(map)',
    palette: hasFolder,
    menus: [
      { menu: 'view/title', when: `${inContext} && ${hasFolder}`, group: 'navigation@1' },
      { menu: 'view/title', when: `${inFindings} && ${hasFolder}`, group: '3_pack@1' },
    ],
  },
  {
    id: 'longview.copyContext',
    title: 'Copy Packed Context',
    icon: '$(copy)',
    palette: hasFolder,
    menus: [{ menu: 'view/title', when: `${inContext} && ${hasFolder}`, group: '1_pack@1' }],
  },
  {
    id: 'longview.saveContext',
    title: 'Save Packed Context…',
    icon: '$(save)',
    palette: hasFolder,
    menus: [{ menu: 'view/title', when: `${inContext} && ${hasFolder}`, group: '1_pack@2' }],
  },
  {
    id: 'longview.refreshContext',
    title: 'Pack Context Again',
    icon: '$(refresh)',
    palette: hasFolder,
    menus: [{ menu: 'view/title', when: `${inContext} && ${hasFolder}`, group: 'navigation@3' }],
  },
  {
    id: 'longview.putPicturesInContext',
    title: 'Put Pictures in Packed Context',
    icon: '$(file-media)',
    palette: `${hasFolder} && !longview.contextPictures`,
    menus: [{ menu: 'view/title', when: `${inContext} && !longview.contextPictures`, group: '2_pictures@1' }],
  },
  {
    id: 'longview.leavePicturesOutOfContext',
    title: 'Leave Pictures out of Packed Context',
    icon: '$(file-media)',
    palette: `${hasFolder} && longview.contextPictures`,
    menus: [{ menu: 'view/title', when: `${inContext} && longview.contextPictures`, group: '2_pictures@1' }],
  },
  {
    id: 'longview.groupContextByResolution',
    title: 'Group Context by Resolution',
    icon: '$(list-filter)',
    palette: hasFolder,
    menus: [
      {
        menu: 'view/title',
        when: `${inContext} && longview.contextGrouping == folder`,
        group: 'navigation@2',
      },
    ],
  },
  {
    id: 'longview.groupContextByFolder',
    title: 'Group Context by Folder',
    icon: '$(list-tree)',
    palette: hasFolder,
    menus: [
      {
        menu: 'view/title',
        when: `${inContext} && longview.contextGrouping != folder`,
        group: 'navigation@2',
      },
    ],
  },
  {
    id: 'longview.pinInContext',
    title: 'Pin in Packed Context',
    icon: '$(pin)',
    palette: 'hidden',
    menus: [
      { menu: 'view/item/context', when: `${inContext} && viewItem =~ ${notChosen}`, group: 'inline@1' },
      { menu: 'explorer/context', when: inWorkspace, group: 'longview@1' },
    ],
  },
  {
    id: 'longview.leaveOutOfContext',
    title: 'Leave Out of Packed Context',
    icon: '$(eye-closed)',
    palette: 'hidden',
    menus: [
      { menu: 'view/item/context', when: `${inContext} && viewItem =~ ${notChosen}`, group: 'inline@2' },
      { menu: 'explorer/context', when: inWorkspace, group: 'longview@2' },
    ],
  },
  {
    id: 'longview.resetInContext',
    title: 'Neither Pin nor Leave Out',
    icon: '$(discard)',
    palette: 'hidden',
    menus: [
      { menu: 'view/item/context', when: `${inContext} && viewItem =~ ${chosen}`, group: 'inline@3' },
      // The Explorer does not know what was chosen.
      { menu: 'explorer/context', when: inWorkspace, group: 'longview@3' },
    ],
  },
  {
    id: 'longview.setResolutionInContext',
    title: 'Resolution in Packed Context…',
    palette: 'hidden',
    menus: [
      {
        menu: 'view/item/context',
        when: `${inContext} && viewItem =~ ${fileOrFolder}`,
        group: '1_resolution@1',
      },
      { menu: 'explorer/context', when: inWorkspace, group: 'longview@4' },
    ],
  },
  {
    id: 'longview.selectModel',
    title: 'Select Model',
    menus: [{ menu: 'view/title', when: inFindings, group: '4_model@1' }],
  },
  {
    id: 'longview.setApiKey',
    title: 'Set API Key',
    menus: [{ menu: 'view/title', when: inFindings, group: '4_model@2' }],
  },
  { id: 'longview.withdrawConsent', title: 'Withdraw Consent', palette: hasFolder },
  { id: 'longview.rebuildIndex', title: 'Rebuild Index', palette: hasFolder },
  {
    id: 'longview.exportFindings',
    title: 'Export Findings',
    icon: '$(export)',
    palette: 'longview.hasReview',
    menus: [{ menu: 'view/title', when: `${inFindings} && longview.hasReview`, group: '2_findings@1' }],
  },
  {
    id: 'longview.showLog',
    title: 'Show Log',
    menus: [{ menu: 'view/title', when: inFindings, group: '5_log@1' }],
  },
  ...(['severity', 'file', 'rule'] as const).map((grouping, index) => ({
    id: `longview.groupFindingsBy${grouping.charAt(0).toUpperCase()}${grouping.slice(1)}`,
    title: `Group Findings by ${grouping.charAt(0).toUpperCase()}${grouping.slice(1)}`,
    icon: { severity: '$(symbol-event)', file: '$(files)', rule: '$(checklist)' }[grouping],
    palette: 'longview.hasReview',
    // The button shows the grouping that is on and switches to the next one.
    menus: [
      {
        menu: 'view/title' as const,
        when: `${inFindings} && longview.hasReview && longview.nextGrouping == ${grouping}`,
        group: 'navigation@3',
      },
      {
        menu: 'view/title' as const,
        when: `${inFindings} && longview.hasReview`,
        group: `2_group@${index + 1}`,
      },
    ],
  })),
  { id: 'longview.openFinding', title: 'Open Finding', palette: 'hidden' },
  {
    id: 'longview.applyFix',
    title: 'Apply Fix',
    icon: '$(lightbulb-autofix)',
    palette: 'hidden',
    menus: [
      { menu: 'view/item/context', when: `${inFindings} && viewItem == finding-with-fix`, group: 'inline@1' },
      { menu: 'view/item/context', when: `${inFindings} && viewItem == finding-with-fix`, group: '1_fix@1' },
    ],
  },
  {
    id: 'longview.explainFinding',
    title: 'Explain Finding',
    icon: '$(book)',
    palette: 'hidden',
    menus: [
      { menu: 'view/item/context', when: onFinding, group: 'inline@2' },
      { menu: 'view/item/context', when: onFinding, group: '2_read@1' },
    ],
  },
  {
    id: 'longview.copyFinding',
    title: 'Copy Finding',
    palette: 'hidden',
    menus: [{ menu: 'view/item/context', when: onFinding, group: '2_read@2' }],
  },
  {
    id: 'longview.dismissFinding',
    title: 'Dismiss as False Positive',
    icon: '$(eye-closed)',
    palette: 'hidden',
    menus: [
      { menu: 'view/item/context', when: onFinding, group: 'inline@3' },
      { menu: 'view/item/context', when: onFinding, group: '3_dismiss@1' },
    ],
  },
];
