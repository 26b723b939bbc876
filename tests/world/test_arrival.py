import pytest

from catenary.world.arrival import arriving_whole


def write(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(name)


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_what_was_written_is_there_when_it_is_whole(tmp_path):
    with arriving_whole(tmp_path / "deep" / "world") as scratch:
        write(scratch, "list.csv", "messages/1.edi")
    assert names(tmp_path / "deep" / "world") == ["list.csv", "messages/1.edi"]


def test_a_folder_is_replaced_as_a_whole_and_other_files_stay(tmp_path):
    write(tmp_path, "messages/1.edi", "messages/2.edi", "index/edition.json")
    with arriving_whole(tmp_path) as scratch:
        write(scratch, "messages/1.edi")
    assert names(tmp_path) == ["index/edition.json", "messages/1.edi"]


@pytest.mark.parametrize("stopped", [OSError, KeyboardInterrupt, SystemExit])
def test_what_is_stopped_leaves_the_folder_as_it_was(tmp_path, stopped):
    write(tmp_path, "list.csv")
    before = (tmp_path / "list.csv").read_bytes()

    def write_half(folder):
        with arriving_whole(folder) as scratch:
            write(scratch, "list.csv", "travellers.csv")
            raise stopped

    with pytest.raises(stopped):
        write_half(tmp_path)
    assert names(tmp_path) == ["list.csv"]
    assert (tmp_path / "list.csv").read_bytes() == before
    with pytest.raises(stopped):
        write_half(tmp_path / "new" / "world")
    assert not (tmp_path / "new").exists()


def test_a_place_that_is_a_file_cannot_be_written(tmp_path):
    write(tmp_path, "file")
    with pytest.raises(OSError), arriving_whole(tmp_path / "file" / "world"):  # noqa: PT011  any reason will do
        pass
