"""`npm create …` typed at the terminal, with all its questions. Data only."""

from tests.latest.model import Dialogue, Tool

PROCEED = 'Ok to proceed?'

CREATORS = [
    Tool(
        'npm create vite@latest',
        'vite',
        ['cd vite-project'],
        [('npm run build', 'built in')],
        dialogue=Dialogue(
            'npm create vite@latest',
            [PROCEED, 'Project name:', 'Select a framework:', 'Select a variant:', 'Install with npm and start now?'],
            'press h + enter',
        ),
    ),
    Tool(
        'npm create vue@latest',
        'vue',
        ['cd vue-project', 'npm install'],
        [('npm run build', 'built in')],
        dialogue=Dialogue(
            'npm create vue@latest',
            [
                PROCEED,
                'Project name',
                'Use TypeScript?',
                'Select features to include',
                'Select experimental features',
                'Skip all example code',
            ],
            'Done. Now run:',
        ),
    ),
    Tool(
        'npm create next-app@latest',
        'next',
        ['cd my-app'],
        [('ls app node_modules/next', 'page.tsx')],  # a build fetches fonts from Google
        dialogue=Dialogue(
            'npm create next-app@latest',
            [PROCEED, 'What is your project named?', 'Would you like to use the recommended'],
            'Success!',
        ),
    ),
    Tool(
        'npx sv create',
        '@sveltejs/kit',
        ['cd .'],
        [('npm run build', 'built in')],
        dialogue=Dialogue(
            'npx sv create',
            [
                PROCEED,
                'Where would you like your project to be created?',
                'Which template would you like?',
                'Add type checking with TypeScript?',
                'What would you like to add to your project?',
                'Which one should we use',
            ],
            "You're all set!",
        ),
    ),
    Tool(
        'npm create qwik@latest',
        '@builder.io/qwik',
        ['cd qwik-app'],
        dialogue=Dialogue(
            'npm create qwik@latest',
            [
                PROCEED,
                'Where would you like to create your new project?',
                'Select a starter',
                'Would you like to install npm dependencies?',
                'Initialize a new git repository?',
                'Wanna hear a joke?',
            ],
            'Happy coding!',
        ),
        note="git isn't in the machine, which it says",
    ),
]
