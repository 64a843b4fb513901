// SPDX-License-Identifier: GPL-3.0-or-later
// Workbench: a document, its runs and the window with all its pages, as the program and the tests of its story make
// them. A page of the window is registered in the constructor. Window thread only.
#pragma once

#include "ui/document.h"
#include "ui/explainer.h"
#include "ui/main_window.h"
#include "ui/run_controller.h"

namespace tributary::ui {

class Workbench {
public:
    Workbench();

    [[nodiscard]] Document& document() { return document_; }
    [[nodiscard]] RunController& runs() { return runs_; }
    [[nodiscard]] MainWindow& window() { return window_; }

private:
    // The window goes first, then the runs, then what both look at.
    Document document_;
    RunController runs_{document_};
    Explainer explainer_{document_};
    MainWindow window_{document_, runs_};
};

} // namespace tributary::ui
