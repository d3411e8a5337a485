import js from "@eslint/js";
import globals from "globals";

export default [
	js.configs.recommended,
	{
		files: ["src/**/*.js"],
		languageOptions: { ecmaVersion: "latest", sourceType: "module", globals: globals.browser },
		linterOptions: { reportUnusedDisableDirectives: "error" },
		rules: {
			// Real lines, comments and empty ones among them.
			"max-lines-per-function": ["error", { max: 60 }],
			"max-lines": ["error", { max: 400 }],
			complexity: ["error", { max: 16 }],
			"max-depth": ["error", { max: 4 }],
			"max-params": ["error", { max: 6 }],
			eqeqeq: ["error", "always", { null: "ignore" }], // `== null` asks for both kinds of nothing
			"no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
			"no-var": "error",
			"prefer-const": "error",
			"no-eval": "error",
			"no-implied-eval": "error",
			"no-new-func": "error",
			"no-implicit-globals": "error",
			"no-shadow-restricted-names": "error",
			"no-throw-literal": "error",
			"no-return-assign": "off",
			"object-shorthand": "error",
			"prefer-template": "error",
			"no-restricted-properties": [
				"error",
				{ property: "innerHTML", message: "Text enters pages as text only: use `h`." },
				{ property: "outerHTML", message: "Text enters pages as text only: use `h`." },
				{ property: "insertAdjacentHTML", message: "Text enters pages as text only: use `h`." },
			],
		},
	},
];
