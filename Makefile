# Hai lệnh chính / the two main commands:
#   make report YEAR=2024 [AREA=474]     lập báo cáo / make the reports
#   make test                            chạy kiểm thử / run the tests
#   make office FOLDER="../Huế"          lập thư mục riêng của đơn vị / make an office's own folder
# Lần đầu, mỗi lệnh tự cài môi trường vào thư mục .venv. / On first use each sets up .venv by itself.

YEAR    ?= 2024
AREA    ?=
WORKERS ?=
CLUSTER ?=
MEASURE ?=
BREAKDOWN ?=
PERIOD  ?=
EDITION ?= 1
FOLDER  ?=
NAME    ?=

VENV  := .venv
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN   := $(VENV)/Scripts
else
PYTHON ?= python3
BIN   := $(VENV)/bin
endif
READY := $(VENV)/.ready
# The office the commands work on: the sample office in this folder, or the one whose Makefile calls this one.
OFFICE ?= .
export OFFICE
HERE  := $(CURDIR)
export HERE
RUN    = cd "$$OFFICE" && "$$HERE/$(BIN)/python" -m gender_indicators

export PYTHONUTF8 := 1
export GX_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

.DEFAULT_GOAL := help
.PHONY: help setup office doctor report check forms log status trace publish diff verify reproduce prove sample lab test test-slow test-parquet bench faults lint types lock notebooks accept clean distclean

help:  ## Danh sách lệnh / this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Cài môi trường / set up the environment

# Everything comes from requirements.lock, whose hashes are checked; uv is only the faster installer.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Cần Python 3.11 trở lên / Python 3.11 or newer is needed: make PYTHON=python3.11 ..."; exit 2; }
	@echo "Cài môi trường lần đầu, mất khoảng một phút / Setting up once, about a minute"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null || true
	@$(BIN)/python -m uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes \
	    -r requirements.lock 2>/dev/null || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

# ENGINE=stock starts a Jupyter kernel for every report, as papermill does by itself.
# CLUSTER=tcp://host:8786 makes the pages on a Dask cluster (docs/cluster.md).
report: $(READY)  ## Kiểm tra số liệu rồi lập báo cáo / check the data, make the reports (YEAR, AREA, WORKERS, HIDE)
	@$(RUN) report --year "$(YEAR)" $(if $(AREA),--area "$(AREA)") $(if $(WORKERS),--workers "$(WORKERS)") \
	  $(if $(CLUSTER),--cluster "$(CLUSTER)") $(if $(HIDE),--hide)

check: $(READY)  ## Chỉ kiểm tra số liệu / check the data only (YEAR)
	@$(RUN) check --year "$(YEAR)"

forms: $(READY)  ## Lập biểu trống cho các cơ quan / make the blank forms (YEAR)
	@$(RUN) forms --year "$(YEAR)"

log: $(READY)  ## Lập sổ theo dõi trống: ngày nhận, đính chính, miễn trừ / make the office's empty log (YEAR)
	@$(RUN) log --year "$(YEAR)"

# trace MEASURE=4.1 AREA=46 YEAR=2024 [BREAKDOWN=college] [PERIOD=2022-2024]
trace: $(READY)  ## Truy một con số về tệp gốc / trace a figure to its rows (MEASURE, AREA, YEAR, BREAKDOWN, PERIOD)
	@$(RUN) trace "$(MEASURE)" --year "$(YEAR)" $(if $(AREA),--area "$(AREA)") \
	  $(if $(BREAKDOWN),--breakdown "$(BREAKDOWN)") $(if $(PERIOD),--period "$(PERIOD)")

status: $(READY)  ## Ai đã gửi, ai chưa / who has reported, late or missing (YEAR, TODAY=2024-12-01)
	@$(RUN) status --year "$(YEAR)" $(if $(TODAY),--today "$(TODAY)")

# publish YEAR=2024 [MADE_BY="Nguyễn Văn An, Chuyên viên" CHECKED_BY=... RELEASED_BY=... VINTAGE=chinh_thuc REMARK=...]; what is not given is asked
publish: $(READY)  ## Công bố: lưu, đánh số, ký / publish: archived, numbered, signed (YEAR)
	@$(RUN) publish --year "$(YEAR)" $(if $(MADE_BY),--made-by "$(MADE_BY)") $(if $(CHECKED_BY),--checked-by "$(CHECKED_BY)") \
	  $(if $(RELEASED_BY),--released-by "$(RELEASED_BY)") $(if $(VINTAGE),--vintage "$(VINTAGE)") \
	  $(if $(REMARK),--remark "$(REMARK)") $(if $(WORKERS),--workers "$(WORKERS)") $(if $(HIDE),--hide)

diff: $(READY)  ## So hai ấn phẩm, hoặc với số liệu hiện có / compare editions, or with what there is now (YEAR, FROM, TO)
	@$(RUN) diff --year "$(YEAR)" $(if $(FROM),--from "$(FROM)") $(if $(TO),--to "$(TO)")

verify: $(READY)  ## Các ấn phẩm còn nguyên như khi ký / what was published is as it was signed ([YEAR=2024])
	@$(RUN) verify $(if $(filter command environment,$(origin YEAR)),--year "$(YEAR)")

reproduce: $(READY)  ## Lập lại một ấn phẩm rồi so / make an edition again, and compare (YEAR, EDITION)
	@$(RUN) reproduce --year "$(YEAR)" --edition "$(EDITION)"

prove: $(READY)  ## Kiểm chứng rằng không suy ra được số bảo mật / prove that nothing hidden can be worked out
	@$(RUN) prove

# office FOLDER="../Huế" [NAME="Sở Nội vụ"]
office: $(READY)  ## Lập thư mục riêng của đơn vị / make an office's own folder (FOLDER, NAME)
	@"$(BIN)/python" -m gender_indicators init "$(FOLDER)" $(if $(NAME),--name "$(NAME)")

doctor: $(READY)  ## Sai ở đâu, phải làm gì / what is wrong and what to do
	@$(RUN) doctor

sample: $(READY)  ## Tạo lại bộ số liệu minh hoạ / make the illustrative data anew
	@cd "$$OFFICE" && "$$HERE/$(BIN)/python" -m gender_sample

lab: $(READY)  ## Mở các sổ tay trong JupyterLab / open the notebooks in JupyterLab
	@$(BIN)/python -m jupyterlab --notebook-dir="$$OFFICE/notebooks" --LabApp.news_url=None \
	  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

test: $(READY)  ## Chạy kiểm thử / run the tests
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow"

test-slow: $(READY)  ## Các kiểm thử chậm: mọi năm, từ đầu đến cuối / the slow tests: every year, end to end
	@$(BIN)/python -m pytest -q -m slow

# pyarrow is large and slows every start, so it stays out of the environment: beside it, for this test only.
test-parquet: $(READY)  ## Kiểm thử tệp Parquet / test Parquet files
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target $(VENV)/parquet "pyarrow>=21"
	@PYTHONPATH=$(VENV)/parquet $(BIN)/python -m pytest -q tests/test_large_forms.py

bench: $(READY)  ## Đo tốc độ, bộ nhớ / measure speed and memory, as ratios within one run (half an hour)
	@$(BIN)/python tests/bench/speed.py --year "$(YEAR)"
	@$(BIN)/python tests/bench/coverage.py
	@$(BIN)/python tests/bench/suppression.py
	@$(BIN)/python tests/bench/intake.py

faults: $(READY)  ## Giết lệnh ở 100 thời điểm ngẫu nhiên / kill commands at 100 random moments (half an hour)
	@$(BIN)/python tests/bench/faults.py

lint: $(READY)  ## Kiểm tra mã nguồn, kiến trúc / check the code's style and its structure
	@$(BIN)/python -m ruff check . && $(BIN)/python -m ruff format --check . && $(BIN)/lint-imports --no-cache

types: $(READY)  ## Kiểm tra kiểu / check the types
	@$(BIN)/python -m mypy

notebooks: $(READY)  ## Ghi lại kết quả tham chiếu của các sổ tay / renew the notebooks' reference outputs
	@$(BIN)/python tests/renew_notebooks.py

accept: $(READY)  ## Chấp nhận số liệu minh hoạ đã thay đổi / accept changed figures of the sample
	@PYTHONPATH=lib:tests $(BIN)/python tests/accepted.py

# Names no registry: whoever locks chooses where packages come from.
lock: $(READY)  ## Khoá lại phiên bản thư viện / renew requirements.lock
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --extra dev --extra cluster --no-emit-index-url --no-header --no-annotate --output-file requirements.lock pyproject.toml

# What was published stays: outputs/published and data/published.
clean:  ## Xoá dự thảo và tệp tạm / remove drafts and temporary files
	@cd "$$OFFICE" && rm -rf outputs/[0-9][0-9][0-9][0-9] outputs/bieu-mau outputs/noi-bo .cache
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

distclean: clean  ## Xoá cả môi trường / remove the environment too
	@rm -rf $(VENV)
