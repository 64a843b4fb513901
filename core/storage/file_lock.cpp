// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/file_lock.h"

#include <utility>

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#endif

namespace tributary::rows {

FileLock::FileLock(FileLock&& other) noexcept { *this = std::move(other); }

FileLock::~FileLock() { release(); }

#ifdef _WIN32

FileLock FileLock::take(const std::filesystem::path& document) {
    FileLock lock;
    lock.path_ = document;
    lock.path_ += ".lock";
    // No share mode: a second opener fails; the system deletes the file with its last handle.
    const HANDLE handle = CreateFileW(lock.path_.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS,
                                      FILE_ATTRIBUTE_HIDDEN | FILE_FLAG_DELETE_ON_CLOSE, nullptr);
    if (handle != INVALID_HANDLE_VALUE) {
        lock.handle_ = handle;
        lock.outcome_ = Outcome::taken;
    } else if (GetLastError() == ERROR_SHARING_VIOLATION) {
        lock.outcome_ = Outcome::heldElsewhere;
    }
    return lock;
}

bool FileLock::isHeld(const std::filesystem::path& document) {
    auto path = document;
    path += ".lock";
    return std::filesystem::exists(path); // the system deletes it with its last handle
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    release();
    outcome_ = std::exchange(other.outcome_, Outcome::impossible);
    path_ = std::move(other.path_);
    handle_ = std::exchange(other.handle_, nullptr);
    return *this;
}

void FileLock::release() noexcept {
    if (handle_ != nullptr)
        CloseHandle(std::exchange(handle_, nullptr));
}

#else

FileLock FileLock::take(const std::filesystem::path& document) {
    constexpr int attempts = 20;
    FileLock lock;
    lock.path_ = document;
    lock.path_ += ".lock";
    for (int attempt = 0; attempt < attempts; ++attempt) {
        constexpr int how = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
        int descriptor = ::open(lock.path_.c_str(), how | O_EXCL, 0666);
        const bool isOurs = descriptor >= 0;
        if (!isOurs)
            descriptor = ::open(lock.path_.c_str(), how, 0666);
        if (descriptor < 0)
            return lock;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            lock.outcome_ = errno == EWOULDBLOCK ? Outcome::heldElsewhere : Outcome::unsupported;
            if (lock.outcome_ == Outcome::unsupported && isOurs) // another may hold one that was there
                ::unlink(lock.path_.c_str());
            ::close(descriptor);
            return lock;
        }
        // The holder before may have removed the file between the opening and the lock: then it is not the one that the
        // next program will open.
        struct stat held {};
        struct stat named {};
        if (::fstat(descriptor, &held) == 0 && ::stat(lock.path_.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
            held.st_dev == named.st_dev) {
            lock.descriptor_ = descriptor;
            lock.outcome_ = Outcome::taken;
            return lock;
        }
        ::close(descriptor);
    }
    lock.outcome_ = Outcome::heldElsewhere;
    return lock;
}

bool FileLock::isHeld(const std::filesystem::path& document) {
    auto path = document;
    path += ".lock";
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return false;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return held;
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    release();
    outcome_ = std::exchange(other.outcome_, Outcome::impossible);
    path_ = std::move(other.path_);
    descriptor_ = std::exchange(other.descriptor_, -1);
    return *this;
}

void FileLock::release() noexcept {
    if (descriptor_ < 0)
        return;
    ::unlink(path_.c_str());
    ::close(std::exchange(descriptor_, -1));
}

#endif

} // namespace tributary::rows
