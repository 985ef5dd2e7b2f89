/** What the manifest must say of chat, plans and their menus; the manifest's generator merges it into `contributes`. */
export const chatContributions = {
  chatParticipants: [
    {
      id: 'longview.chat',
      name: 'longview',
      fullName: 'Longview',
      description: 'Ask about the whole repository, with screenshots',
      isSticky: true,
      commands: [
        { name: 'ask', description: 'Answer a question over the whole repository, with citations' },
        { name: 'review', description: 'Review the whole repository' },
        { name: 'plan', description: 'Plan a change across code, documents, configuration and tests' },
        {
          name: 'explain',
          description: 'Explain the selected code, or what you name, in the context of the repository',
        },
      ],
    },
  ],
  languageModelChatProviders: [{ vendor: 'longview', displayName: 'Longview' }],
  menus: {
    'explorer/context': [
      {
        command: 'longview.newChangePlan',
        when: 'resourceExtname =~ /^\\.(md|markdown|pdf)$/i',
        group: 'longview@1',
      },
      {
        command: 'longview.askWithScreenshot',
        when: 'resourceExtname =~ /^\\.(png|jpe?g|webp|gif)$/i',
        group: 'longview@1',
      },
      {
        command: 'longview.openPlan',
        when: 'resourceFilename =~ /\\.longview-plan\\.json$/',
        group: 'navigation@1',
      },
    ],
    'editor/title': [
      {
        command: 'longview.openPlan',
        when: 'resourceFilename =~ /\\.longview-plan\\.json$/',
        group: 'navigation@1',
      },
    ],
  },
} as const;
