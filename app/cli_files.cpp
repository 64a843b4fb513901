// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_files.h"

#include "core/formula/characters.h"
#include "core/report/words.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace tributary::cli {

namespace {

constexpr size_t longestText = size_t{256} << 20;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

tl::unexpected<Error> cannotWrite(const std::filesystem::path& path, int error) {
    return fail(fmt::format("{} cannot be written ({}): choose another place.", path.string(), std::strerror(error)));
}

/// Writes a text to a file that is made or emptied, and to the disk; returns 0 or the error number.
int writeWhole(const std::filesystem::path& path, std::string_view text) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (!file)
        return errno;
    errno = 0;
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
    int error = written ? 0 : errno;
    if (written && ::fsync(::fileno(file)) != 0 && errno != EINVAL) // a pipe has no disk
        error = errno;
    if (std::fclose(file) != 0 && error == 0)
        error = errno;
    return written || error != 0 ? error : EIO;
}

} // namespace

Result<DocumentFile> openModel(const std::filesystem::path& path, FileAccess access) {
    auto file = DocumentFile::open(path, access);
    if (!file)
        return file;
    if (!file->losses().empty())
        return fail(fmt::format("{}: use a copy of it, or keep what is left with `tributary-cli export {} -o "
                                "rescued.json`.\n{}",
                                damageOf(*file), path.string(), lossesOf(*file)));
    if (access == FileAccess::readWrite && file->access() == FileAccess::readOnly)
        return fail(fmt::format("{} cannot be changed ({}): close it elsewhere, or change a copy.", path.string(),
                                file->accessReason()));
    return file;
}

std::string damageOf(const DocumentFile& file) {
    const Model& model = file.model();
    std::string counts;
    const auto add = [&](const size_t count, const std::string_view noun) {
        counts += (counts.empty() ? "" : ", ") + plainText(countWords(count, noun));
    };
    add(model.metrics().size(), "metric");
    add(model.links().size(), "link");
    add(model.groups().size(), "group");
    add(model.inputs().size(), "input");
    add(model.interventions().size(), "intervention");
    add(model.scenarios().size(), "scenario");
    return fmt::format("{} is damaged, and {} of it could be read", file.path().string(), counts);
}

std::string lossesOf(const DocumentFile& file) {
    std::string lines = "What is lost:";
    for (const std::string& loss : file.losses())
        lines += "\n  " + loss;
    return lines;
}

std::string extension(const std::filesystem::path& path) { return lowered(path.extension().string()); }

Result<void> checkName(const std::filesystem::path& path, Overwrite overwrite) {
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown))
        return fail(fmt::format("{} is a folder: write the name of a file.", path.string()));
    if (overwrite == Overwrite::refuse && std::filesystem::exists(path, unknown))
        return fail(fmt::format("{} exists: choose another name, or replace it with --force.", path.string()));
    return {};
}

Result<std::string> readText(const std::filesystem::path& path) {
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown))
        return fail(fmt::format("{} is a folder: write the name of a file.", path.string()));
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return fail(fmt::format("{} cannot be read ({}): check the name.", path.string(), std::strerror(errno)));
    std::string text;
    constexpr size_t piece = size_t{1} << 20;
    for (size_t length = 0;;) {
        text.resize(length + piece);
        const size_t read = std::fread(text.data() + length, 1, piece, file.get());
        length += read;
        text.resize(length);
        if (length > longestText)
            return fail(fmt::format("{} is longer than 256 MB, the most that is read.", path.string()));
        if (read < piece)
            break;
    }
    if (std::ferror(file.get()))
        return fail(fmt::format("{} cannot be read ({}): use a copy of it.", path.string(), std::strerror(errno)));
    return text;
}

Result<void> writeText(const std::filesystem::path& path, std::string_view text, Overwrite overwrite) {
    if (const auto free = checkName(path, overwrite); !free)
        return free;
    std::error_code unknown;
    const auto status = std::filesystem::status(path, unknown);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        const int error = writeWhole(path, text); // a pipe or a device is not replaced
        return error == 0 ? Result<void>() : cannotWrite(path, error);
    }
    std::filesystem::path target = path;
    if (std::filesystem::exists(status))
        target = std::filesystem::canonical(path, unknown); // a link stays one
    std::filesystem::path made = target;
    made += fmt::format(".{}.part", ::getpid());
    int error = writeWhole(made, text);
    if (error == 0) {
        std::error_code refused;
        if (std::filesystem::exists(status))
            std::filesystem::permissions(made, status.permissions(), unknown);
        std::filesystem::rename(made, target, refused);
        error = refused.value();
    }
    if (error == 0)
        return {};
    std::filesystem::remove(made, unknown);
    return cannotWrite(path, error);
}

} // namespace tributary::cli
