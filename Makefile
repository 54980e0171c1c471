# The commands of the house. Anything longer than a line stands in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run demo test lint bench images clean
PORT ?= 8501
export PORT

help: ## affiche cette liste
	@sed -n 's/^\([a-z]*\):.*## /  make \1@/p' Makefile | awk -F@ '{ printf "%-14s %s\n", $$1, $$2 }'

run: ## ouvre Fil rouge à http://localhost:8501 (autre port : make run PORT=8502)
	@sh scripts/run.sh

demo: ## construit l’étude de démonstration, fictive, si le dossier des études est vide
	@sh scripts/setup.sh && .venv/bin/python -m codebook demo --if-none

test: ## vérifie le code et passe tous les tests, navigateur compris
	@sh scripts/test.sh

lint: ## vérifie le code sans l’exécuter (ruff, étages, types)
	@sh scripts/setup.sh dev && sh scripts/lint.sh

bench: ## mesure les temps de réponse
	@sh scripts/setup.sh dev && FIL_ROUGE_CHROMIUM=$$(sh scripts/chromium.sh) .venv/bin/python -m pytest -m bench -q -s tests/bench

images: ## refait les images du guide, à partir de l’étude de démonstration
	@sh scripts/setup.sh dev && FIL_ROUGE_CHROMIUM=$$(sh scripts/chromium.sh) .venv/bin/python -m scripts.screenshots

clean: ## retire l’environnement et les caches, jamais les études
	@rm -rf .venv .pytest_cache .hypothesis .ruff_cache .mypy_cache .import_linter_cache bench-output
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
