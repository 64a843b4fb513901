// SPDX-License-Identifier: GPL-3.0-or-later
// FileLock: the right to write a document, held as an advisory lock on `FILE.lock`. The system takes it back when the
// program ends, however it ends, so a crash locks nobody out.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace tributary::rows {

class FileLock {
public:
    enum class Outcome {
        taken,
        heldElsewhere,
        unsupported, ///< by the disk
        impossible   ///< its file cannot be written
    };

    /// Tries to take the lock of `document` without waiting.
    [[nodiscard]] static FileLock take(const std::filesystem::path& document);
    /// Whether another program holds the lock of `document`. A lock's file that a crash left behind is held by nobody.
    [[nodiscard]] static bool isHeld(const std::filesystem::path& document);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock(); ///< gives it back and removes the lock's file

    [[nodiscard]] Outcome outcome() const { return outcome_; }

private:
    FileLock() = default;
    void release() noexcept;

    Outcome outcome_ = Outcome::impossible;
    std::filesystem::path path_;
#ifdef _WIN32
    void* handle_ = nullptr;
#else
    int descriptor_ = -1;
#endif
};

} // namespace tributary::rows
