"""The style sheet: sizes and edges here, every colour a token of the theme."""

SHEET = """
QMainWindow, QDialog { background: $chrome; }
QMainWindow::separator { background: $chrome; width: 4px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line2; padding: 4px 6px; }

/* top row */
#topBar { background: $chrome; border-bottom: 1px solid $line; }
QMenuBar { background: transparent; spacing: 0; padding: 0; color: $text2; }
QMenuBar::item { padding: 6px 9px; margin: 0 1px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; color: $text; }
QMenu { background: $raised; border: 1px solid $line2; padding: 4px 0; }
QMenu::item { color: $text; background: transparent; padding: 4px 22px 4px 12px; margin: 0 4px; border-radius: 5px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { background: transparent; color: $faded; }
QMenu::indicator { left: 9px; width: 14px; height: 14px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
#rule { background: $line2; }
#searchButton { background: $sunken; border: 1px solid $edge; border-radius: 7px; text-align: left;
  min-height: 28px; max-height: 28px; padding: 0; }
#searchButton QLabel { color: $text2; }
#searchButton:hover { background: $hover; color: $text; }
#keyChip { background: $raised; border: 1px solid $line2; border-radius: 4px; color: $text2; font-size: 11px;
  padding: 0 5px; min-height: 16px; max-height: 16px; }

/* tools */
QToolButton { border: 1px solid transparent; border-radius: 6px; background: transparent; padding: 0; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $accent_tint; }
QToolButton::menu-indicator { image: none; }
#palette, #palette QWidget#tools { background: $chrome; }
#palette { border: none; border-right: 1px solid $line; }

/* tabs */
#tabRow, #dockHead, #crumbs { background: $chrome; border-bottom: 1px solid $line; }
QTabBar { background: transparent; font-size: 13px; }
QTabBar::tab { background: transparent; color: $text2; padding: 0 2px; margin: 0 10px; height: 31px;
  border: none; border-bottom: 2px solid transparent; }
#dockHead QTabBar::tab { margin: 0 4px; padding: 0 1px; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 2px solid $accent; }
QTabBar::tab:hover:!selected { color: $text; border-bottom: 2px solid $line2; }
QTabBar QToolButton { background: $chrome; border: 1px solid $line2; }
#paneZoom { color: $text2; font-size: 12px; padding: 0 6px; min-height: 24px; }
#zoomNote, #hint { color: $text2; font-size: 12px; }

/* panels */
QDockWidget { border: none; }
#side { background: $paper; border-left: 1px solid $line; }
QWidget#below { background: $paper; border-top: 1px solid $line; }
QTableView QTableCornerButton::section, QTableView QHeaderView { background: $paper; border: none; }
QTableView#roleTable::item { padding: 0 8px; }
QTableView#roleTable QHeaderView::section { padding: 0 8px; color: $text3; }
QHeaderView::section { background: $paper; color: $text; border: none; border-bottom: 1px solid $line;
  padding: 0 8px; }
#importPeople QTableView { border: 1px solid $line; }
#importPeople QListView, #pasteCard QListView { border: 1px solid $line; }
#side QScrollArea, #side QScrollArea > QWidget > QWidget, #pasteCard QScrollArea,
#pasteCard QScrollArea > QWidget > QWidget { background: $paper; border: none; }
#versions, #comparison { background: $paper; }
#kindLine, #second { color: $text2; font-size: 12px; }
#empty { color: $text3; font-size: 13px; }
#emptyTitle { font-size: 13px; font-weight: 600; }
#section { color: $text2; font-weight: 600; font-size: 12px; }
#rowName { color: $text2; font-size: 13px; }
#rowLine { background: $line; }
#h1 { font-size: 24px; font-weight: 600; }
#h2 { font-size: 16px; font-weight: 600; }
#h3 { font-size: 13px; font-weight: 600; }
#refusal { color: $red; font-size: 12px; }
#unknown { color: $text2; font-size: 12px; }

/* fields */
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, ChoiceBox { background: $raised; border: 1px solid $control;
  border-radius: 7px; padding: 0 8px; min-height: 28px; selection-background-color: $accent;
  selection-color: $on_accent; }
QPlainTextEdit { padding: 3px 4px; }
QLineEdit:hover, QPlainTextEdit:hover, ChoiceBox:hover, QSpinBox:hover { border-color: $text2; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, ChoiceBox:focus {
  border: 2px solid $accent; padding: 0 7px; }
QPlainTextEdit:focus { padding: 2px 3px; }
QLineEdit:disabled, ChoiceBox:disabled, QSpinBox:disabled { color: $faded; border-color: $line2; }
QLineEdit:read-only { background: $chrome; border-color: $line; color: $text2; }
QSpinBox, QDoubleSpinBox { padding: 0 6px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0;
  border: none; }
ChoiceBox::drop-down { border: none; width: 24px; }
ChoiceBox::down-arrow { image: none; }
ChoiceBox QAbstractItemView { background: $raised; border: 1px solid $line2; selection-background-color: $accent_tint;
  selection-color: $text; outline: none; }
#titleEdit { border: 1px solid transparent; background: transparent; font-size: 16px; font-weight: 600;
  padding: 3px 0; }
#titleEdit:hover { border-color: $line2; }
#titleEdit:focus { border: 2px solid $accent; padding: 2px 4px; background: $raised; }
QCheckBox { spacing: 8px; min-height: 24px; }

/* buttons */
QPushButton { background: $raised; border: 1px solid $line2; border-radius: 7px; padding: 0 14px; min-height: 28px;
  font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $faded; border-color: $line; }
QPushButton:default, #main { background: $accent; border: 1px solid $accent; color: $on_accent; }
QPushButton:default:disabled { background: $sunken; border-color: $line; color: $faded; }
#segment { border-radius: 0; padding: 0 12px; color: $text2; margin-left: -1px; }
#segment[end="left"] { border-top-left-radius: 7px; border-bottom-left-radius: 7px; margin-left: 0; }
#segment[end="right"] { border-top-right-radius: 7px; border-bottom-right-radius: 7px; }
#segment:disabled { color: $faded; }
#segment:checked { background: $accent_tint; color: $text; border-color: $accent; }
#tidyBar KeyButton, #pasteCard KeyButton { text-align: left; padding: 0 12px; }
#tidyBar KeyButton:checked, #pasteCard KeyButton:checked { background: $accent_tint; border-color: $accent; }
#link, #footLink { background: transparent; border: 1px solid transparent; color: $accent; text-align: left;
  padding: 0 4px; min-height: 24px; font-weight: 400; }
#footLink { padding: 0; margin-left: -1px; }
#link:hover, #footLink:hover { text-decoration: underline; background: transparent; }
#ownedStep, #allSteps { background: transparent; border: none; border-radius: 5px; padding: 0; min-height: 24px;
  text-align: left; font-weight: 400; }
#allSteps { color: $accent; padding-left: 24px; }
#ownedStep:hover, #allSteps:hover { background: $hover; }
#small { min-height: 24px; padding: 0 10px; font-size: 12px; }

/* lists */
QListView, QTreeView, QTextBrowser, QTableView { background: $paper; border: none; outline: none;
  selection-background-color: $accent_tint; selection-color: $text; }
QTreeView::item { min-height: 26px; border: none; }
QTreeView::item:hover, QListView::item:hover { background: $chrome; }
QTreeView::item:selected, QListView::item:selected { background: $accent_tint; color: $text; }
#namesList { background: $raised; border: 1px solid $line2; }
#namesList::item { min-height: 26px; padding: 0 8px; }
#commandPalette { border: none; background: transparent; }
#commandPalette QListView { background: transparent; }
#commandPalette QLineEdit { border: none; background: transparent; font-size: 15px; min-height: 32px; padding: 0; }
#card { background: $raised; border: 1px solid $line; border-radius: 10px; }
#workCard[tone="green"] { background: $green_tint; border: 1px solid $edge; border-radius: 10px; }
#workCard[tone="amber"] { background: $amber_tint; border: 1px solid $edge; border-radius: 10px; }
#workCard[tone="green"] QPushButton#main { background: $green; border-color: $green; }
#workCard[tone="amber"] QPushButton#main { background: $amber; border-color: $amber; }
#notice[tone="amber"] { background: $amber_tint; }
#notice { background: $green_tint; border-bottom: 1px solid $line; }
#findBar { background: $chrome; border-top: 1px solid $line; }

#help QListView { background: $chrome; border-right: 1px solid $line; padding-top: 8px; }
#help QListView::item { padding: 7px 14px; }

/* capture */
QToolBar#captureBar { background: $paper; border: none; padding: 0; margin: 0; spacing: 0; }
#captureBar #captureLine { background: transparent; border: none; border-radius: 0; padding: 0; font-size: 15px; }
#captureBar #captureLine[big="true"] { font-size: 34px; min-height: 56px; }
#captureOpen { color: $text2; font-size: 12px; }
#captureOpen[big="true"] { font-size: 19px; }

/* start page */
#start { background: $paper; }
#startSide { background: $chrome; border-right: 1px solid $line; }
#start QScrollArea, #start QScrollArea > QWidget > QWidget { background: $paper; border: none; }
#bigPlain, #bigMain { min-height: 52px; max-height: 52px; padding: 0; border-radius: 7px;
  border: 1px solid transparent; background: transparent; text-align: left; }
#bigPlain:hover { background: $hover; }
#bigMain { background: $accent; border-color: $accent; }
#bigMain QLabel { color: $on_accent; }
#bigMain QLabel#keyChip, #bigMain QLabel#onMain { background: transparent; border: 1px solid $on_accent;
  color: $on_accent; }
#startRule { background: $line; }

/* status */
QStatusBar { background: $chrome; border-top: 1px solid $line; min-height: 27px; max-height: 27px; }
QStatusBar::item { border: none; }
QStatusBar QLabel, QStatusBar QToolButton { color: $text2; font-size: 12px; padding: 0 6px; }
QStatusBar QToolButton { min-height: 22px; }
QStatusBar #stopWork { color: $accent; }

/* bars */
QSplitter::handle { background: $line; }
#lotSplit::handle { background: transparent; border-top: 1px solid $line; }
#lotHead { font-weight: 600; padding: 0 4px 0 2px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
