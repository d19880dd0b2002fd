"""The page around the machine: files made by the user and by programs, the editor, tabs of terminals, two tabs with one
workspace."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.machine.browser import Machine


def press(machine: Machine, *texts: str) -> None:
    """Sends keys to the focused element."""
    ActionChains(machine.driver).send_keys(*texts).perform()


def click(machine: Machine, label: str) -> None:
    machine.driver.find_element(By.CSS_SELECTOR, f'[aria-label="{label}"]').click()


def rows(machine: Machine) -> list[str]:
    return machine.driver.execute_script(
        'return [...document.querySelectorAll("[role=treeitem]")].map((row) => row.getAttribute("aria-label"))'
    )


def editor_text(machine: Machine) -> str:
    return machine.driver.execute_script(
        'return [...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\\n")'
    )


def focused_row(machine: Machine) -> str:
    return machine.driver.execute_script('return document.activeElement.getAttribute("aria-label")')


def tabs(machine: Machine) -> list[str]:
    return machine.driver.execute_script(
        'return [...document.querySelectorAll("#editor-tabs [role=tab]")].map((tab) => tab.title)'
    )


def close_tab(machine: Machine, title: str) -> None:
    tab = machine.driver.find_element(By.CSS_SELECTOR, f'#editor-tabs [title="{title}"]')
    button = tab.find_element(By.TAG_NAME, 'button')
    ActionChains(machine.driver).move_to_element(tab).move_to_element(button).click().perform()


def page_text(machine: Machine) -> str:
    return machine.driver.execute_script('return document.body.innerText')


def part_with_keys(machine: Machine) -> str:
    return machine.driver.execute_script('return document.activeElement.closest(".part")?.id')


def to_next_part(machine: Machine, *held: str) -> str:
    """The element that has the focus after Ctrl F6."""
    chain = ActionChains(machine.driver)
    for key in (Keys.CONTROL, *held):
        chain.key_down(key)
    chain.send_keys(Keys.F6)
    for key in (Keys.CONTROL, *held):
        chain.key_up(key)
    chain.perform()
    return part_with_keys(machine)


def test_a_key_leaves_the_terminal(machine: Machine) -> None:
    machine.driver.execute_script('document.querySelector(".xterm-helper-textarea").focus()')
    assert [to_next_part(machine) for _ in range(4)] == ['explorer', 'terminal', 'explorer', 'terminal']
    click(machine, 'Show the files')
    assert [to_next_part(machine), to_next_part(machine, Keys.SHIFT)] == ['terminal', 'terminal']
    click(machine, 'Show the files')
    machine.driver.execute_script('document.querySelector(".xterm-helper-textarea").focus()')
    assert to_next_part(machine, Keys.SHIFT) == 'explorer'
    assert machine.run('echo the shell has heard nothing') == 'the shell has heard nothing'


def test_new_file_is_edited_and_saved(machine: Machine) -> None:
    click(machine, 'New file')
    press(machine, 'page-test/one.js', Keys.ENTER)
    machine.wait_until(
        lambda: machine.driver.execute_script('return document.activeElement.classList.contains("cm-content")'),
        'the editor',
        10,
    )
    assert [to_next_part(machine), to_next_part(machine), to_next_part(machine)] == ['terminal', 'explorer', 'editor']
    press(machine, 'const a = 1')
    assert machine.driver.find_elements(By.CSS_SELECTOR, '.tab.dirty')
    machine.wait_until(lambda: machine.read_file('page-test/one.js') == 'const a = 1', 'the saved file', 5)
    assert not machine.driver.find_elements(By.CSS_SELECTOR, '.tab.dirty')


def test_change_on_the_disk_is_shown(machine: Machine) -> None:
    machine.write_file('page-test/one.js', 'const b = 2')
    machine.wait_until(lambda: editor_text(machine) == 'const b = 2', 'the new text', 5)


def test_rollback_is_shown(machine: Machine) -> None:
    machine.api("await wc.checkpoint('page')")
    machine.write_file('page-test/one.js', 'const c = 3')
    machine.write_file('page-two.js', '')
    machine.wait_until(
        lambda: editor_text(machine) == 'const c = 3' and 'page-two.js' in rows(machine), 'the new files', 5
    )
    machine.api("await wc.rollback('page')")
    machine.wait_until(
        lambda: editor_text(machine) == 'const b = 2' and 'page-two.js' not in rows(machine),
        'the files as they were',
        5,
    )


def test_a_double_click_opens_a_file_once(machine: Machine) -> None:
    machine.write_file('twice.txt', 'a\r\nb\r\n')
    machine.wait_until(lambda: 'twice.txt' in rows(machine), 'the row', 5)
    row = machine.driver.find_element(By.CSS_SELECTOR, '[role=treeitem][aria-label="twice.txt"]')
    ActionChains(machine.driver).double_click(row).perform()
    machine.wait_until(lambda: editor_text(machine) == 'a\nb\n', 'the text', 5)
    assert tabs(machine) == ['page-test/one.js', 'twice.txt']
    ActionChains(machine.driver).key_down(Keys.CONTROL).send_keys(Keys.END).key_up(Keys.CONTROL).send_keys(
        'c'
    ).perform()
    machine.wait_until(lambda: machine.read_file('twice.txt') == 'a\r\nb\r\nc', 'the saved file', 5)


def test_a_folder_that_is_made_again_is_followed(machine: Machine) -> None:
    machine.run('mkdir -p made && echo 1 > made/x.txt && code made/x.txt')
    machine.wait_until(lambda: editor_text(machine) == '1\n', 'the text', 5)
    machine.run('rm -r made && mkdir made && echo 2 > made/x.txt')
    machine.wait_until(lambda: editor_text(machine) == '2\n', 'the new text', 5)
    machine.run('echo 3 > made/x.txt')
    machine.wait_until(lambda: editor_text(machine) == '3\n', 'the next text', 5)


def test_a_name_that_exists_is_refused(machine: Machine) -> None:
    machine.run('echo first > first.txt; echo second > second.txt; ln -s made linked')
    machine.wait_until(lambda: 'second.txt' in rows(machine) and 'linked' in rows(machine), 'the rows', 5)
    machine.driver.execute_script('document.querySelector("[role=treeitem][aria-label=\\"first.txt\\"]").focus()')
    press(machine, Keys.F2, 'second', Keys.ENTER)
    machine.wait_until(lambda: 'second.txt already exists' in page_text(machine), 'the refusal', 5)
    assert machine.run('cat first.txt second.txt') == 'first\nsecond'
    machine.driver.find_element(By.CSS_SELECTOR, '[role=treeitem][aria-label="linked"]').click()
    machine.wait_until(lambda: 'x.txt' in rows(machine), 'what is in the linked folder', 5)


def test_what_is_not_saved_is_not_lost(machine: Machine) -> None:
    machine.run('echo a > kept.txt; code kept.txt')
    machine.wait_until(lambda: editor_text(machine) == 'a\n', 'the text', 5)
    press(machine, 'mine ')
    machine.write_file('kept.txt', 'theirs')
    machine.wait_until(lambda: 'Another program has changed this file too.' in page_text(machine), 'the note', 5)
    close_tab(machine, 'kept.txt')
    machine.driver.switch_to.alert.dismiss()
    assert 'mine' in editor_text(machine)
    machine.run('mv kept.txt moved.txt')
    close_tab(machine, 'kept.txt')
    machine.driver.switch_to.alert.accept()
    machine.wait_until(lambda: 'kept.txt' not in tabs(machine), 'the closed tab', 5)
    assert machine.run('cat moved.txt') == 'theirs'


def test_tree_follows_programs_and_the_keyboard(machine: Machine) -> None:
    machine.run('mkdir -p page-folder/inner; echo 1 > page-top.txt')
    machine.wait_until(lambda: 'page-top.txt' in rows(machine), 'the row of the new file', 5)
    machine.driver.execute_script('document.querySelector("[role=treeitem][aria-label=page-folder]").focus()')
    press(machine, Keys.ARROW_RIGHT)
    machine.wait_until(lambda: 'inner' in rows(machine), 'what is in the folder', 5)
    machine.driver.execute_script('document.querySelector("[role=treeitem][aria-label=\\"page-top.txt\\"]").focus()')
    press(machine, Keys.F2, 'page-new', Keys.ENTER)
    machine.wait_until(
        lambda: 'page-new.txt' in rows(machine) and 'page-top.txt' not in rows(machine), 'the new name', 5
    )
    machine.wait_until(lambda: focused_row(machine) == 'page-new.txt', 'the focus on the renamed file', 5)
    press(machine, Keys.DELETE)
    machine.driver.switch_to.alert.accept()
    machine.wait_until(lambda: 'page-new.txt' not in rows(machine), 'the deleted file', 5)
    assert focused_row(machine) in rows(machine)


def test_second_terminal_has_the_focus(machine: Machine) -> None:
    click(machine, 'New terminal')
    press(machine, 'echo from-the-$((1+1))nd', Keys.ENTER)
    machine.wait_for('from-the-2nd')
    click(machine, 'Close terminal bash 2')
    assert machine.run('echo first') == 'first'


def test_workspace_moves_to_another_tab(machine: Machine) -> None:
    machine.run('echo kept > page-kept.txt')
    first = machine.driver.current_window_handle
    machine.driver.switch_to.new_window('tab')
    machine.driver.get(machine.server.url)
    failed = machine.wait_until(
        lambda: machine.driver.find_elements(By.CSS_SELECTOR, '.boot.failed'),
        'a page that says why it can not start',
        20,
    )
    assert 'another tab' in failed[0].text
    failed[0].find_element(By.CSS_SELECTOR, 'button').click()
    machine.wait_for_prompt()
    assert machine.run('cat page-kept.txt') == 'kept'
    second = machine.driver.current_window_handle
    machine.driver.switch_to.window(first)
    assert 'another tab' in machine.driver.find_element(By.ID, 'status-left').text
    machine.driver.close()
    machine.driver.switch_to.window(second)


def test_huge_counts_do_not_freeze_the_page(machine: Machine) -> None:
    """An emulator would insert a billion lines, or repeat a character as often."""
    machine.type(
        "printf '\\033[999999999L\\033[999999999S'; printf 'A\\033[2147483647b\\n'; printf '\\033\\n[999999999L\\033[\\302\\233999999999S'; echo behind-$((20 + 1))\n"
    )
    machine.wait_for('behind-21', 10)
    assert machine.run('echo still-$((20 + 1))') == 'still-21'


def test_an_interrupt_drops_what_nobody_has_read(machine: Machine) -> None:
    kept = machine.api("""
        const process = await wc.spawn('sh', ['-c', 'yes; echo "status $?"'], {terminal: {cols: 80, rows: 24}})
        const writer = process.input.getWriter()
        await new Promise((yes) => setTimeout(yes, 1500))
        await writer.write('\\x03')
        const code = await process.exit
        let text = ''
        await process.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
        return [code, text.length, text.slice(-2)]""")
    assert kept[0] == 130 and kept[1] < 300000 and kept[2] == '^C'
    machine.type('yes\n')
    machine.wait_until(
        lambda: machine.screen_text().endswith('y\n' * 9) or 'y\ny\ny\ny' in machine.screen_text()[-300:], 'a flood', 20
    )
    machine.control('c')
    assert machine.run('echo alive') == 'alive'


def test_ctrl_z_stops_what_runs_in_the_foreground(machine: Machine) -> None:
    """A utility, a program, and a pipeline of both; `fg` goes on with it, Ctrl-C ends it."""
    node = "node -e 'console.log(`up-${40 + n}`); setInterval(() => {}, 1000)'"
    for number, command in enumerate(
        ['echo up-$((40 + 0)); sleep 100', node.replace('n}', '1}'), 'sleep 100 | ' + node.replace('n}', '2}')]
    ):
        machine.type(command + '\n')
        machine.wait_for(f'up-4{number}', 20)
        machine.control('z')
        machine.wait_for_prompt()
        assert 'Stopped' in machine.run('jobs'), command
        machine.type('fg\n')
        machine.control('c')
        machine.wait_for_prompt()
        assert machine.run('jobs; echo none') == 'none', command


def test_few_words_before_an_interrupt_are_kept(machine: Machine) -> None:
    text = machine.api("""
        const process = await wc.spawn('sh', ['-c', 'echo some words; sleep 9'], {terminal: {cols: 80, rows: 24}})
        const writer = process.input.getWriter()
        await new Promise((yes) => setTimeout(yes, 500))
        await writer.write('\\x03')
        await process.exit
        let text = ''
        await process.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
        return text""")
    assert text == 'some words\r\n^C'


def test_emoji_take_two_columns(machine: Machine) -> None:
    """The column of the cursor, as the terminal reports it."""
    machine.write_file(
        'column.js',
        r"""
        process.stdin.setRawMode(true)
        process.stdout.write('\r\u{1f600}\u{1f9d1}\x1b[6n')
        process.stdin.once('data', (answer) => { console.log(' column', /;(\d+)R/.exec(answer)[1]); process.exit() })""",
    )
    assert 'column 5' in machine.run('node column.js')


def test_option_types_characters_on_a_mac(machine: Machine) -> None:
    """`@` on a German keyboard is Option and L; with the button pressed, Option is Meta."""
    agent = machine.driver.execute_script('return navigator.userAgent')
    machine.driver.execute_cdp_cmd('Emulation.setUserAgentOverride', {'userAgent': agent, 'platform': 'MacIntel'})
    machine.reload()
    machine.write_file(
        'key.js',
        """
        process.stdin.setRawMode(true)
        console.log('ready')
        process.stdin.once('data', (data) => { console.log('got', data.toString('hex')); process.exit() })""",
    )

    def option_l() -> None:
        machine.type('node key.js\n')
        machine.wait_for('ready\n')
        for kind in ('keyDown', 'keyUp'):
            machine.driver.execute_cdp_cmd(
                'Input.dispatchKeyEvent',
                {'type': kind, 'key': '@', 'code': 'KeyL', 'windowsVirtualKeyCode': 76, 'modifiers': 1, 'text': '@'},
            )

    try:
        option_l()
        machine.wait_for('got 40')
        click(machine, 'Option key is Meta')
        machine.type('clear\n')
        machine.wait_until(lambda: 'got 40' not in machine.screen_text(), 'a clear screen', 10)
        option_l()
        machine.wait_for('got 1b')
        click(machine, 'Option key is Meta')
    finally:
        machine.driver.execute_cdp_cmd(
            'Emulation.setUserAgentOverride', {'userAgent': agent, 'platform': 'Linux x86_64'}
        )
        machine.reload()


def test_only_links_to_the_web_are_opened_for_programs(machine: Machine) -> None:
    machine.driver.execute_script('window.opened = []; window.open = (...args) => { opened.push(args); return null }')
    machine.run(
        "xdg-open https://example.com/; xdg-open 'javascript:opened.push(1)'; xdg-open 'data:text/html,x'; xdg-open mailto:a@b.c"
    )
    machine.wait_until(lambda: len(machine.driver.execute_script('return opened')) == 2, 'two windows', 20)
    assert machine.driver.execute_script('return opened') == [
        ['https://example.com/', '_blank', 'noopener'],
        ['mailto:a@b.c', '_blank', 'noopener'],
    ]
    assert 'asks to open data:text/html,x' in machine.driver.find_element('id', 'statusbar').text
